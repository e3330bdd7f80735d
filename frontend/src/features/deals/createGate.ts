import type { UserErrorLike } from '@/app/errors';
import type { Requirement } from '../gate/asking';
import type { Unmet } from '../gate/NewGate';
import { askedFor, type GateValues, type Known, toInput } from '../gate/values';

/** A requirement and where the form for a new deal asks for it; nowhere when it is a fact or an approval. */
interface Place {
  requirement: Requirement;
  /** An input the form has anyway. */
  input?: string;
  /** An input that the gate brings. */
  own?: string;
}

/**
 * Where each of what a stage asks for is filled in. `inputs` are those of the form, `more` those that
 * standards brought: their names are the ones of the mutation.
 */
export function places(
  missing: readonly Requirement[],
  inputs: readonly string[],
  more: readonly string[],
): Place[] {
  return missing.map((requirement) => {
    const asked = askedFor(requirement);
    const [group, name = ''] = asked?.path.split('.') ?? [];
    if (group === 'account') return { requirement, own: asked?.path };
    if (!asked || group !== 'fields') return { requirement };
    if (asked.custom) return { requirement, input: `custom.${asked.custom.key}` };
    if (inputs.includes(name)) return { requirement, input: name };
    if (more.includes(name)) return { requirement, input: `more.${name}` };
    return { requirement, own: asked.path };
  });
}

/** What is asked for and stands in the form already: marked there as any other empty field. */
export function emptyInputs(all: readonly Place[], message: string): UserErrorLike[] {
  return all.flatMap(({ input }) =>
    input ? [{ code: 'REQUIRED', message, path: ['input', ...input.split('.')] }] : [],
  );
}

/** What was filled in for the stage. What was typed stays with the deal whichever stage it begins in, a reason does not. */
export function gateParts(
  values: GateValues,
  unmet: Unmet | undefined,
  accountId: string | null,
  known: Known,
) {
  const { fields, account, overrideReason } = toInput(values, accountId ?? undefined, known);
  return {
    account,
    deal: { ...fields, ...(unmet?.canOverride && overrideReason && { overrideReason }) },
  };
}

/** A refusal of what the gate's inputs say, at the input; undefined when it is about something else. */
export function atGate(
  { path }: UserErrorLike,
  { fields, account }: GateValues,
  group: 'fields' | 'account',
): string | undefined {
  const [name = '', key = ''] = path[0] === 'input' ? path.slice(1) : path;
  const among = group === 'fields' ? fields : account;
  if (name === 'custom') return among.custom && key in among.custom ? `${group}.custom.${key}` : undefined;
  return name in among ? `${group}.${name}` : undefined;
}
