import { type FocusEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickerProps } from '@/ui/AsyncSelect';
import { ConflictNotice } from '@/ui/ConflictNotice';
import { Dialog } from '@/ui/Dialog';
import { fieldKey } from '@/ui/HistoryList';
import { InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { useAsked } from '../fields/standards';
import { type ConflictError, saveMerging } from './merge';
import { PickerEdit } from './PickerEdit';
import classes from './Record.module.css';

interface Props {
  /** Of the record the cell belongs to. */
  version: number;
  /** Name in the API, to tell whether somebody else changed this very field. */
  field: string;
  label: string;
  value: string | null;
  kind?: 'text' | 'textarea' | 'date' | 'select' | 'number';
  decimals?: number;
  options?: readonly { value: string; label: string }[];
  /** Turns the field into a reference. */
  picker?: (props: PickerProps) => ReactNode;
  required?: boolean;
  disabled: boolean;
  align?: 'right';
  validate?: (value: string | null) => string | undefined;
  /** Refusals come back as values; nothing is toasted. */
  save: (value: string | null, expectedVersion: number) => Promise<SaveResult>;
  children?: ReactNode;
}

/**
 * A value in a table's cell, edited in place. The version is that of the moment the editor opened; when two people
 * changed the same, the person decides whose value stays.
 */
export function CellField({ version, field, label, picker, save, children, ...given }: Props) {
  const { t } = useTranslation('deals');
  const asked = useAsked(field);
  const edit = {
    ...given,
    required: given.required || asked.required,
    validate: (next: string | null) => given.validate?.(next) ?? asked.validate(next),
  };
  const base = useRef<{ input: Element; version: number }>(undefined);
  const [clash, setClash] = useState<{ mine: string | null; error: ConflictError }>();

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
      base.current = undefined;
    else if (base.current?.input !== target) base.current = { input: target, version };
  };
  const onSave = async (value: string | null): Promise<SaveResult> => {
    const seen = base.current?.version ?? version;
    const outcome = await saveMerging(field, seen, (expected) => save(value, expected));
    if (outcome.ok) base.current = undefined;
    if (!('clash' in outcome)) return outcome;
    // The editor closes; the notice keeps what was entered.
    setClash({ mine: value, error: outcome.clash });
    return { ok: true };
  };

  const theirs = clash?.error.changed.find((change) => fieldKey(change.field) === fieldKey(field));
  const { value, disabled, required, align } = edit;
  return (
    <div className={classes.cell} data-align={align} onFocusCapture={onFocus}>
      {picker ? (
        <PickerEdit
          label={label}
          value={value}
          picker={picker}
          required={required}
          disabled={disabled}
          onSave={onSave}
        >
          {children}
        </PickerEdit>
      ) : (
        <InlineEdit label={label} onSave={onSave} {...edit}>
          {children}
        </InlineEdit>
      )}
      {clash && (
        <Dialog onClose={() => setClash(undefined)} title={t('conflict.title')}>
          <ConflictNotice
            field={label}
            who={clash.error.changedBy?.name}
            kind={picker ? 'reference' : edit.kind}
            options={edit.options}
            mine={clash.mine}
            theirs={theirs?.after === null || theirs?.after === undefined ? null : String(theirs.after)}
            theirsLabel={theirs?.afterLabel}
            onTakeTheirs={() => setClash(undefined)}
            onKeepMine={async () => {
              const result = await save(clash.mine, clash.error.currentVersion);
              if (result.ok) setClash(undefined);
            }}
          />
        </Dialog>
      )}
    </div>
  );
}
