import { ActionIcon, Group, Switch } from '@mantine/core';
import IconExternalLink from '@tabler/icons-react/dist/esm/icons/IconExternalLink.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { type FocusEvent, useContext, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { ConflictNotice } from '@/ui/ConflictNotice';
import { Dialog } from '@/ui/Dialog';
import { type EditKind, InlineEdit, type SaveResult } from '@/ui/InlineEdit';
import { AccountPicker, ContactPicker, UserPicker } from '@/ui/pickers';
import { EditedBy } from '../presence/EditedBy';
import { type ConflictError, saveMerging } from '../records/merge';
import { PickerEdit } from '../records/PickerEdit';
import { RecordLink } from '../records/RecordLink';
import { FreshContext } from '../records/useFresh';
import type { Given } from './CustomRows';
import classes from './CustomValue.module.css';
import type { Field, FieldType } from './definitions';
import { useShown } from './shown';
import { decimalsOf, hrefOf, isNumber, isReference, keysOf, toJson, toText } from './values';

interface Props {
  field: Field;
  /** As `values.ts` has it. */
  value: string | null;
  /** Of the record it refers to. */
  name: string | null;
  version: number;
  disabled: boolean;
  /** In a table: as wide as its column, aligned as it is, and without room for a notice. */
  inCell?: boolean;
  save: (given: Given, expectedVersion: number) => Promise<SaveResult>;
}

const KINDS: Partial<Record<FieldType, EditKind>> = {
  LONG_TEXT: 'textarea',
  NUMBER: 'number',
  MONEY: 'number',
  DATE: 'date',
  DATE_TIME: 'datetime',
  SELECT: 'select',
  MULTI_SELECT: 'multi',
};

/** A switch in each row would be moved by accident: in a table, yes and no are picked like other options. */
const CELL_KINDS: Partial<Record<FieldType, EditKind>> = { ...KINDS, BOOLEAN: 'select' };

const PICKERS = { USER: UserPicker, ACCOUNT: AccountPicker, CONTACT: ContactPicker } as const;

/** The value of a custom field, edited in place; when two people changed it, the person decides whose value stays. */
export function CustomValue(props: Props) {
  const { field, version, save, inCell } = props;
  const { t } = useTranslation('common');
  const name = `custom.${field.key}`;
  const yesOrNo = useYesOrNo();
  const fresh = useContext(FreshContext).get(name);
  const [clash, setClash] = useState<{ mine: string | null; error: ConflictError }>();
  const base = useRef<{ input: Element; version: number }>(undefined);

  // What others change while somebody types must be noticed, not overwritten.
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
      base.current = undefined;
    else if (base.current?.input !== target) base.current = { input: target, version };
  };
  const send = (text: string | null, expected: number) =>
    save({ key: field.key, value: toJson(field.type, text) }, expected);
  const onSave = async (text: string | null): Promise<SaveResult> => {
    const outcome = await saveMerging(name, base.current?.version ?? version, (expected) =>
      send(text, expected),
    );
    if (outcome.ok) base.current = undefined;
    if (!('clash' in outcome)) return outcome;
    // The editor closes; the notice keeps what was typed.
    setClash({ mine: text, error: outcome.clash });
    return { ok: true };
  };

  const change = clash?.error.changed.find((one) => one.field === name);
  const notice = clash && (
    <ConflictNotice
      field={field.label}
      who={clash.error.changedBy?.name}
      kind={isReference(field.type) ? 'reference' : field.type === 'BOOLEAN' ? 'select' : KINDS[field.type]}
      options={field.type === 'BOOLEAN' ? yesOrNo : field.options}
      mine={clash.mine}
      theirs={toText(change?.after)}
      theirsLabel={change?.afterLabel}
      onTakeTheirs={() => setClash(undefined)}
      onKeepMine={async () => {
        const result = await send(clash.mine, clash.error.currentVersion);
        if (result.ok) setClash(undefined);
        else reportUserErrors(result.errors);
      }}
    />
  );
  return (
    <div
      className={classes.value}
      data-fresh={fresh ? true : undefined}
      data-field={name}
      data-align={inCell && isNumber(field.type) ? 'right' : undefined}
      onFocusCapture={onFocus}
    >
      <Editor {...props} onSave={onSave} />
      {fresh && <span className={classes.freshBy}>{fresh}</span>}
      <EditedBy field={name} />
      {clash &&
        (inCell ? (
          <Dialog onClose={() => setClash(undefined)} title={t('deals:conflict.title')}>
            {notice}
          </Dialog>
        ) : (
          notice
        ))}
    </div>
  );
}

function useYesOrNo() {
  const { t } = useTranslation('common');
  return [
    { value: 'true', label: t('filter.yes') },
    { value: 'false', label: t('filter.no') },
  ];
}

function Editor({
  field,
  value,
  name,
  disabled,
  inCell,
  onSave,
}: Props & { onSave: (text: string | null) => Promise<SaveResult> }) {
  const { t } = useTranslation('fields');
  const yesOrNo = useYesOrNo();
  const shown = useShown()(field, value, name);
  const { type, label, required } = field;
  const offered = field.options.filter((one) => !one.archived || keysOf(value).includes(one.value));
  if (type === 'BOOLEAN' && !inCell) {
    if (disabled) return <span>{shown}</span>;
    const set = async (next: string | null) => {
      const result = await onSave(next);
      if (!result.ok) reportUserErrors(result.errors);
    };
    return (
      <Group gap={6} wrap="nowrap">
        <Switch
          size="sm"
          aria-label={label}
          label={shown}
          checked={value === 'true'}
          onChange={(event) => void set(String(event.currentTarget.checked))}
        />
        {value !== null && !required && (
          <ActionIcon size="sm" aria-label={t('clear', { label })} onClick={() => void set(null)}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    );
  }
  if (type === 'USER' || type === 'ACCOUNT' || type === 'CONTACT') {
    const Picker = PICKERS[type];
    return (
      <Group gap={6} wrap="nowrap">
        <PickerEdit
          label={label}
          value={value}
          required={required}
          disabled={disabled}
          picker={(props) => <Picker {...props} w="100%" />}
          onSave={onSave}
        >
          {shown}
        </PickerEdit>
        {value !== null && name !== null && type !== 'USER' && (
          <RecordLink kind={type === 'ACCOUNT' ? 'account' : 'contact'} id={value}>
            <IconExternalLink size={15} role="img" aria-label={t('open', { label: name })} />
          </RecordLink>
        )}
      </Group>
    );
  }
  return (
    <InlineEdit
      label={label}
      value={value}
      kind={CELL_KINDS[type]}
      decimals={decimalsOf(type)}
      options={type === 'BOOLEAN' ? yesOrNo : offered}
      align={inCell && isNumber(type) ? 'right' : undefined}
      required={required}
      disabled={disabled}
      href={hrefOf(type, value)}
      onSave={onSave}
    >
      {shown}
    </InlineEdit>
  );
}
