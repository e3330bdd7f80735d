import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, getVariableValues, Kind, type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '@/explorer/examples';
import { fillIn, KNOWN } from '@/explorer/fill';

const schema = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'));

const operationsOf = (query: string) =>
  parse(query).definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );

const named = EXAMPLES.map((example) => ({
  ...example,
  name: operationsOf(example.query)
    .map(({ name }) => name?.value)
    .join(', '),
}));

describe.each(named)('the saved example $name', ({ query, variables }) => {
  it('asks for what the schema has', () => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it('comes with the variables it declares, of their types', () => {
    const given: Record<string, unknown> = JSON.parse(variables ?? '{}');
    const declared = operationsOf(query).flatMap(({ variableDefinitions = [] }) => variableDefinitions);
    expect(getVariableValues(schema, declared, given).errors?.map(({ message }) => message)).toBeUndefined();
    const names = declared.map(({ variable }) => variable.name.value);
    expect(Object.keys(given).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('says in a comment what it is for', () => {
    expect(query).toMatch(/^# \S/);
  });
});

describe('the saved examples', () => {
  it('have names of their own: the explorer shows them on its tabs', () => {
    const names = named.flatMap(({ name }) => name.split(', '));
    expect(names).not.toContain('');
    expect(new Set(names).size).toBe(names.length);
  });

  it('are filled with ids that exist, so that each runs as it stands', () => {
    expect(validate(schema, parse(KNOWN))).toEqual([]);
    const filled = fillIn(EXAMPLES, {
      eventCursor: 'now',
      pipelines: [
        { id: 'other', isDefault: false },
        { id: 'pipe', isDefault: true },
      ],
      deals: { nodes: [{ id: 'deal', version: 7, stage: { id: 'stage' } }] },
    });
    expect(filled[0]?.variables).toContain('"pipelineId": "pipe"');
    const all = filled.map(({ variables }) => variables ?? '').join();
    expect(all).not.toMatch(/""|\[\]/);
    expect(
      JSON.parse(filled.find(({ query }) => query.includes('mutation MoveDeal('))?.variables ?? ''),
    ).toEqual({
      input: { id: 'deal', stageId: 'stage', expectedVersion: 7 },
    });
  });
});
