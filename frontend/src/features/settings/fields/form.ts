import type { CreateCustomFieldInput } from '@/__generated__/FieldDialogCreateMutation.graphql';
import type { UpdateCustomFieldInput } from '@/__generated__/useUpdateFieldMutation.graphql';
import type { Definition, FieldSubject, FieldType } from '../../fields/definitions';
import { keyFrom } from '../../fields/key';
import { hasOptions, isNumber, isText, toJson, toText } from '../../fields/values';

export interface OptionDraft {
  key: string;
  label: string;
  /** By language. */
  labels: Record<string, string>;
  archived: boolean;
  /** Records may have it: it can be archived, not removed. */
  kept: boolean;
}

/** Names are those of the mutations' inputs, so that the server's refusals find their fields. */
export interface FieldValues extends Record<string, unknown> {
  label: string;
  /** Null follows the label. */
  key: string | null;
  type: FieldType;
  help: string;
  required: boolean;
  filterable: boolean;
  defaultValue: string | null;
  pattern: string;
  minimum: string;
  maximum: string;
  options: OptionDraft[];
  /** By language. */
  labels: Record<string, string>;
}

type Texts = readonly { readonly language: string; readonly text: string }[];

function byLanguage(texts: Texts): Record<string, string> {
  return Object.fromEntries(texts.map(({ language, text }) => [language, text]));
}

/** Languages that the dialog does not offer may have come through the API: they stay. */
function translations(texts: Record<string, string>): { language: string; text: string }[] {
  return Object.entries(texts).flatMap(([language, text]) =>
    text.trim() ? [{ language, text: text.trim() }] : [],
  );
}

export function valuesOf(field?: Definition): FieldValues {
  return {
    label: field?.label ?? '',
    key: field?.key ?? null,
    type: field?.type ?? 'TEXT',
    help: field?.help ?? '',
    required: field?.required ?? false,
    filterable: field?.filterable ?? false,
    defaultValue: toText(field?.defaultValue),
    pattern: field?.pattern ?? '',
    minimum: field?.minimum ?? '',
    maximum: field?.maximum ?? '',
    options: (field?.options ?? []).map(({ key, label, labels, archived }) => ({
      key,
      label,
      labels: byLanguage(labels),
      archived,
      kept: true,
    })),
    labels: byLanguage(field?.labels ?? []),
  };
}

export function keyOf({ key, label }: FieldValues, taken: readonly string[]): string {
  return key ?? keyFrom(label, taken);
}

/** An option that is new gets its key at once: a default value may name it. */
export function newOption(label: string, options: readonly OptionDraft[]): OptionDraft {
  const taken = options.map((one) => one.key);
  const key = keyFrom(label, taken) || keyFrom(`option ${options.length + 1}`, taken);
  return { key, label: label.trim(), labels: {}, archived: false, kept: false };
}

/** What both mutations take; only what the type can have. */
function shared(values: FieldValues) {
  const { type } = values;
  return {
    label: values.label.trim(),
    labels: translations(values.labels),
    help: values.help.trim() || null,
    required: values.required,
    filterable: values.filterable,
    defaultValue: toJson(type, values.defaultValue),
    ...(isText(type) && { pattern: values.pattern.trim() || null }),
    ...(isNumber(type) && { minimum: values.minimum || null, maximum: values.maximum || null }),
    ...(hasOptions(type) && {
      options: values.options.map(({ key, label, labels, archived }) => ({
        key,
        label: label.trim(),
        labels: translations(labels),
        archived,
      })),
    }),
  };
}

export function toCreateInput(
  values: FieldValues,
  subject: FieldSubject,
  taken: readonly string[],
): CreateCustomFieldInput {
  // An empty key is left to the server, which always finds one.
  return { subject, type: values.type, key: keyOf(values, taken) || null, ...shared(values) };
}

export function toUpdateInput(values: FieldValues, field: Definition): UpdateCustomFieldInput {
  return { id: field.id, expectedVersion: field.version, ...shared(values) };
}
