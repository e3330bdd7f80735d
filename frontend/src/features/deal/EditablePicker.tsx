import { UnstyledButton } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { type ReactNode, useContext, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { ConflictNotice } from '@/ui/ConflictNotice';
import { fieldKey } from '@/ui/HistoryList';
import { AccountPicker, ContactPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import type { LookupKind } from '@/ui/recordOptions';
import { useFocusBack } from '@/ui/useFocusBack';
import { useAsked } from '../fields/standards';
import { EditedBy } from '../presence/EditedBy';
import { FreshContext } from '../records/useFresh';
import classes from './Deal.module.css';
import { type DealField, useSaveDeal } from './useSaveDeal';

interface Props {
  deal: { readonly id: string; readonly version: number };
  field: DealField;
  label: string;
  /** The chosen record. */
  value: string | null;
  kind: 'user' | 'account' | 'contact' | 'lookup';
  lookupKind?: LookupKind;
  /** For contacts: whose people are offered. */
  accountId?: string | null;
  required?: boolean;
  disabled?: boolean;
  children: ReactNode;
  renderNotice?: (notice: ReactNode, close: () => void) => ReactNode;
}

/** A related record edited in place: click or Enter opens its picker, picking saves, Esc reverts. */
export function EditablePicker(props: Props) {
  const { deal, field, label, value, children, disabled, renderNotice } = props;
  const required = useAsked(field).required || props.required;
  const { t } = useTranslation('deals');
  const { save, conflict, keepMine, takeTheirs } = useSaveDeal(deal.id);
  const fresh = useContext(FreshContext).get(fieldKey(field));
  const [base, setBase] = useState<number>();
  const button = useRef<HTMLButtonElement>(null);
  const editing = base !== undefined;
  const focusBack = useFocusBack(editing, button);

  const close = (keepFocus: boolean) => {
    focusBack(keepFocus);
    setBase(undefined);
  };

  const pick = async (next: string | null) => {
    close(true);
    if (next === value || (next === null && required)) return;
    const result = await save(field, next, base);
    if (!result.ok) reportUserErrors(result.errors);
  };

  if (disabled) return <span>{children}</span>;
  const notice = conflict && (
    <ConflictNotice
      field={label}
      kind="reference"
      mine={conflict.value}
      theirs={conflict.theirs}
      theirsLabel={conflict.theirsLabel}
      who={conflict.who}
      onKeepMine={() => void keepMine()}
      onTakeTheirs={takeTheirs}
    />
  );
  return (
    <div className={classes.editable} data-fresh={fresh ? true : undefined} data-field={field}>
      {editing ? (
        <Picker {...props} required={required} onPick={pick} onClose={close} />
      ) : (
        <span className={classes.pickerValue}>
          {children}
          <UnstyledButton
            ref={button}
            className={classes.pencil}
            aria-label={t('common:edit.field', { field: label })}
            onClick={(event) => {
              event.stopPropagation();
              setBase(deal.version);
            }}
          >
            <IconPencil size={14} aria-hidden />
          </UnstyledButton>
        </span>
      )}
      {fresh && <span className={classes.freshBy}>{fresh}</span>}
      <EditedBy field={field} />
      {notice && (renderNotice ? renderNotice(notice, takeTheirs) : notice)}
    </div>
  );
}

function Picker({
  kind,
  lookupKind,
  accountId,
  label,
  value,
  required,
  onPick,
  onClose,
}: Props & { onPick: (id: string | null) => void; onClose: (keepFocus: boolean) => void }) {
  const shared = {
    'aria-label': label,
    value,
    autoFocus: true,
    size: 'sm' as const,
    clearable: !required,
    onChange: onPick,
    onBlur: () => onClose(false),
    onClick: (event: { stopPropagation(): void }) => event.stopPropagation(),
    onKeyDown: (event: { key: string; stopPropagation(): void }) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose(true);
    },
  };
  if (kind === 'user') return <UserPicker {...shared} />;
  if (kind === 'account') return <AccountPicker {...shared} />;
  if (kind === 'contact') return <ContactPicker {...shared} accountId={accountId} />;
  return <LookupPicker {...shared} kind={lookupKind ?? 'SOURCE'} />;
}
