import { type ReactNode, useState } from 'react';
import type { PickerProps } from '@/ui/AsyncSelect';
import { ConflictNotice } from '@/ui/ConflictNotice';
import { fieldKey } from '@/ui/HistoryList';
import { InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { AskedMark } from '../fields/StandardsOf';
import { useAsked } from '../fields/standards';
import { EditedBy } from '../presence/EditedBy';
import { type ConflictError, saveMerging } from './merge';
import { PickerEdit } from './PickerEdit';
import classes from './Record.module.css';

interface RowProps {
  label: string;
  /** Label above instead of beside: for long texts. */
  wide?: boolean;
  /** The field it edits, by its name in the API. */
  field?: string;
  /** The company's standards ask for it. */
  asked?: boolean;
  children: ReactNode;
}

/** One line of a record's facts; below a `<dl className={classes.fields}>`. */
export function FieldRow({ label, wide, field, asked, children }: RowProps) {
  return (
    <div className={wide ? `${classes.field} ${classes.wide}` : classes.field}>
      <dt className={classes.label}>
        {label}
        {asked && <AskedMark />}
      </dt>
      <dd className={classes.value} data-field={field}>
        {children}
      </dd>
    </div>
  );
}

interface Props {
  label: string;
  /** Name in the API, to tell whether somebody else changed this very field. */
  field: string;
  value: string | null;
  version: number;
  kind?: 'text' | 'textarea' | 'number' | 'date' | 'select';
  /** Of a number; 2 when left out. */
  decimals?: number;
  options?: readonly { value: string; label: string }[];
  /** Turns the field into a reference. */
  picker?: (props: PickerProps) => ReactNode;
  required?: boolean;
  disabled?: boolean;
  wide?: boolean;
  validate?: (value: string | null) => string | undefined;
  /** What is shown while nobody edits. */
  children?: ReactNode;
  /** Refusals come back as values; nothing is toasted. */
  save: (value: string | null, expectedVersion: number) => Promise<SaveResult>;
}

interface Clash {
  mine: string | null;
  error: ConflictError;
}

/** A field that is edited in place; when two people changed it, the person decides whose value stays. */
export function RecordField(props: Props) {
  const { label, field, value, version, picker, save, wide, children, ...given } = props;
  const asked = useAsked(field);
  const rest = {
    ...given,
    required: given.required || asked.required,
    validate: (next: string | null) => given.validate?.(next) ?? asked.validate(next),
  };
  const [clash, setClash] = useState<Clash>();

  const onSave = async (next: string | null): Promise<SaveResult> => {
    const outcome = await saveMerging(field, version, (expected) => save(next, expected));
    if (!('clash' in outcome)) return outcome;
    // The editor closes; the notice keeps what was typed.
    setClash({ mine: next, error: outcome.clash });
    return { ok: true };
  };

  const change = clash?.error.changed.find((one) => fieldKey(one.field) === fieldKey(field));
  const theirs = change?.after;
  return (
    <FieldRow label={label} wide={wide} field={field} asked={asked.required}>
      {picker ? (
        <PickerEdit label={label} value={value} picker={picker} onSave={onSave} {...rest}>
          {children ?? '–'}
        </PickerEdit>
      ) : (
        <InlineEdit label={label} value={value} onSave={onSave} {...rest}>
          {children}
        </InlineEdit>
      )}
      <EditedBy field={field} />
      {clash && (
        <ConflictNotice
          field={label}
          who={clash.error.changedBy?.name}
          kind={picker ? 'reference' : rest.kind}
          options={rest.options}
          mine={clash.mine}
          theirs={theirs === null || theirs === undefined ? null : String(theirs)}
          theirsLabel={change?.afterLabel}
          onTakeTheirs={() => setClash(undefined)}
          onKeepMine={async () => {
            const result = await save(clash.mine, clash.error.currentVersion);
            if (result.ok) setClash(undefined);
          }}
        />
      )}
    </FieldRow>
  );
}
