import { type FocusEvent, type ReactNode, useContext, useRef } from 'react';
import { ConflictNotice } from '@/ui/ConflictNotice';
import { fieldKey } from '@/ui/HistoryList';
import { InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { useAsked } from '../fields/standards';
import { EditedBy } from '../presence/EditedBy';
import { FreshContext } from '../records/useFresh';
import classes from './Deal.module.css';
import { type DealField, useSaveDeal } from './useSaveDeal';

interface Props {
  deal: { readonly id: string; readonly version: number };
  field: DealField;
  label: string;
  value: string | null;
  kind?: 'text' | 'textarea' | 'number' | 'date';
  required?: boolean;
  disabled?: boolean;
  children?: ReactNode;
  /** As its column is aligned. */
  align?: 'right';
  validate?: (value: string | null) => string | undefined;
  /** The notice as it fits the place: below the field, or in a dialog for a table cell. */
  renderNotice?: (notice: ReactNode, close: () => void) => ReactNode;
}

/**
 * A deal's value edited in place. The version is that of the moment the editor opened: what others change
 * while somebody types must be noticed, not overwritten.
 */
export function EditableField({ deal, field, label, renderNotice, align, ...given }: Props) {
  const asked = useAsked(field);
  const edit = {
    ...given,
    required: given.required || asked.required,
    validate: (next: string | null) => given.validate?.(next) ?? asked.validate(next),
  };
  const { save, conflict, keepMine, takeTheirs } = useSaveDeal(deal.id);
  const fresh = useContext(FreshContext).get(fieldKey(field));
  const base = useRef<{ input: Element; version: number }>(undefined);

  const onFocus = (event: FocusEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
      base.current = undefined;
    else if (base.current?.input !== target) base.current = { input: target, version: deal.version };
  };

  const onSave = async (value: string | null): Promise<SaveResult> => {
    const result = await save(field, value, base.current?.version);
    if (result.ok) base.current = undefined;
    return result;
  };

  const notice = conflict && (
    <ConflictNotice
      field={label}
      kind={edit.kind}
      mine={conflict.value}
      theirs={conflict.theirs}
      theirsLabel={conflict.theirsLabel}
      who={conflict.who}
      onKeepMine={() => void keepMine()}
      onTakeTheirs={takeTheirs}
    />
  );
  return (
    <div
      className={classes.editable}
      data-fresh={fresh ? true : undefined}
      data-field={field}
      data-align={align}
      onFocusCapture={onFocus}
    >
      <InlineEdit {...edit} align={align} label={label} onSave={onSave} />
      {fresh && <span className={classes.freshBy}>{fresh}</span>}
      <EditedBy field={field} />
      {notice && (renderNotice ? renderNotice(notice, takeTheirs) : notice)}
    </div>
  );
}
