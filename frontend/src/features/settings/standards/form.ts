import type { SetDataStandardInput } from '@/__generated__/useSetStandardMutation.graphql';
import type { FieldSubject } from '../../fields/definitions';
import type { Standard } from '../../fields/standards';

/** Names are those of the mutation's input, so that the server's refusals find their fields. */
export interface StandardValues extends Record<string, unknown> {
  required: boolean;
  pattern: string;
  patternHint: string;
  minimum: string;
  maximum: string;
}

export function valuesOf(standard?: Standard): StandardValues {
  return {
    required: standard?.required ?? false,
    pattern: standard?.pattern ?? '',
    patternHint: standard?.patternHint ?? '',
    minimum: standard?.minimum ?? '',
    maximum: standard?.maximum ?? '',
  };
}

const text = (value: string) => value.trim() || null;

/** All that is asked from now on: what is empty is not asked any more. A hint goes with its pattern. */
export function toInput(
  values: StandardValues,
  [subject, field]: readonly [FieldSubject, string],
  expectedVersion?: number,
): SetDataStandardInput {
  const pattern = text(values.pattern);
  return {
    subject,
    field,
    required: values.required,
    pattern,
    patternHint: pattern && text(values.patternHint),
    minimum: text(values.minimum),
    maximum: text(values.maximum),
    expectedVersion,
  };
}
