import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ColumnsStepQuery } from '@/__generated__/ColumnsStepQuery.graphql';
import { type UserErrorLike, userErrorText } from '@/app/errors';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import type { UploadedFile } from '../FileOf';
import { type ImportKind, kindName } from '../kinds';
import { useStartImport } from '../run/useStartImport';
import classes from '../Transfer.module.css';
import { useImportSearch } from '../useImportSearch';
import { ColumnRow } from './ColumnRow';
import { type Draft, entriesOf, type Field, inputOf, missingOf } from './draft';
import { KeyField } from './KeyField';
import { useKnown } from './known';
import { MappingBar } from './MappingBar';
import { MissingFields } from './MissingFields';
import { PutAway } from './PutAway';
import { startOf, useDraft } from './useDraft';
import { useFieldLabel } from './useFieldLabel';
import { useOwnFields } from './useOwnFields';

const query = graphql`
  query ColumnsStepQuery($fileId: ID!, $kind: ImportKind!, $like: ID!, $withLike: Boolean!) {
    importFields(kind: $kind) {
      key
      label
      required
      type
      reference
      custom
    }
    suggestImportColumns(fileId: $fileId, kind: $kind) {
      field
      column
    }
    importMappings(
      filter: { kind: $kind, archived: { eq: false } }
      orderBy: [{ field: NAME }]
      first: 200
    ) {
      nodes {
        id
        version
        name
        columns
        keyColumn
      }
    }
    like: import(id: $like) @include(if: $withLike) {
      id
      columns
      keyColumn
    }
  }
`;

export type SavedMapping = ColumnsStepQuery['response']['importMappings']['nodes'][number];

const ENCODINGS = ['utf-8', 'windows-1250', 'windows-1252'];

/** Which column becomes which field, and how it is read. */
export function ColumnsStep({ file, kind }: { file: UploadedFile; kind: ImportKind }) {
  const { t } = useTranslation('transfer');
  const [search, change] = useImportSearch();
  const label = useFieldLabel();
  const known = useKnown(kind);
  const own = useOwnFields(kind);
  const variables = { fileId: file.id, kind, like: search.like ?? '', withLike: search.like !== undefined };
  const data = useLazyLoadQuery<ColumnsStepQuery>(query, variables, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<ColumnsStepQuery>(query, variables);
  const fields: readonly Field[] = data.importFields.map(own.called);
  const mappings = data.importMappings.nodes;
  const [kept, setDraft] = useDraft(file.id, kindName(kind), () =>
    startOf({
      file,
      fields,
      mappings,
      like: data.like,
      suggested: own.suggest(data.suggestImportColumns, file.columns),
    }),
  );
  // One that was kept from before may name fields that have been archived since.
  const draft = {
    ...kept,
    entries: kept.entries.filter((one) => fields.some(({ key }) => key === one.field)),
  };
  const [errors, setErrors] = useState<readonly UserErrorLike[]>([]);
  const [start, busy] = useStartImport();
  const missing = missingOf(draft, fields);
  const input = inputOf(draft, fields);
  const stored = mappings.find(({ id }) => id === draft.mappingId) ?? data.like;
  const mapped = input.some(({ column }) => column != null);

  const update = (next: Draft) => {
    setErrors([]);
    setDraft(next);
  };
  const check = async () => {
    const { keyColumn, mappingId, encoding } = draft;
    const result = await start(
      { input: { fileId: file.id, kind, columns: input, keyColumn, mappingId, encoding, dryRun: true } },
      { onRefused: setErrors },
    );
    const made = result.ok && result.data.startImport.import;
    if (made) change({ step: 'check', import: made.id });
  };

  return (
    <Stack gap="md">
      <MappingBar
        kind={kind}
        mappings={mappings}
        draft={draft}
        fields={fields}
        columns={file.columns}
        onChange={update}
        onSaved={refetch}
      />
      <PutAway
        kind={kind}
        entries={[...entriesOf(stored?.columns), ...kept.entries]}
        fields={fields}
        columns={file.columns}
      />
      <section className={classes.card} aria-labelledby="import-columns">
        <Group justify="space-between" align="baseline" gap="xs" mb="xs">
          <Title order={2} size="h4" id="import-columns">
            {t('columns.title', { name: file.name })}
          </Title>
          <Text size="sm" c="dimmed">
            {t('columns.used', {
              used: new Set(input.flatMap(({ column }) => column ?? [])).size,
              count: file.columns.length,
            })}
          </Text>
        </Group>
        <ul className={classes.columns}>
          {file.columns.map((column) => (
            <ColumnRow
              key={column.name}
              column={column}
              rows={file.rows}
              fields={fields}
              label={label}
              known={known}
              draft={draft}
              onChange={update}
            />
          ))}
        </ul>
      </section>
      <MissingFields draft={draft} fields={fields} label={label} onChange={update} />
      <section className={classes.card} aria-label={t('columns.how')}>
        <Stack gap="md">
          <KeyField kind={kind} draft={draft} columns={file.columns} onChange={update} />
          <Select
            label={t('columns.encoding')}
            description={t('columns.encodingHint')}
            data={[...new Set([file.encoding.toLowerCase(), ...ENCODINGS])]}
            value={(draft.encoding ?? file.encoding).toLowerCase()}
            allowDeselect={false}
            maw={460}
            onChange={(encoding) => encoding && update({ ...draft, encoding })}
          />
        </Stack>
      </section>
      {errors.length > 0 && (
        <Alert color="red" role="alert" title={t('columns.refused')}>
          {errors.map((error) => (
            <div key={error.path.join() + error.message}>{refusalText(error, input)}</div>
          ))}
        </Alert>
      )}
      <Group justify="flex-end" gap="sm">
        {!mapped ? (
          <Text size="sm" c="dimmed">
            {t('columns.none')}
          </Text>
        ) : (
          missing.length > 0 && (
            <Text size="sm" c="dimmed">
              {t('columns.stillNeeded', { list: missing.map(label).join(', ') })}
            </Text>
          )
        )}
        <Button
          rightSection={<IconArrowRight size={16} aria-hidden />}
          disabled={!mapped || missing.length > 0}
          loading={busy}
          onClick={() => void check()}
        >
          {t('columns.check')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What is wrong with a column is told by the column's name. */
function refusalText(
  error: UserErrorLike,
  input: readonly { column?: string | null; field: string }[],
): string {
  const at = error.path.indexOf('columns');
  const entry = at >= 0 ? input[Number(error.path[at + 1])] : undefined;
  const text = userErrorText(error);
  return entry ? `${entry.column ?? entry.field}: ${text}` : text;
}
