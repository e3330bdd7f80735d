import { useState } from 'react';
import { AsyncSelect, type PickerProps } from './AsyncSelect';
import {
  contactsLoader,
  type Load,
  type LookupKind,
  loadAccounts,
  loadPlans,
  loadProducts,
  loadUsers,
  lookupLoaders,
} from './recordOptions';

export function UserPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadUsers} />;
}

export function AccountPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadAccounts} />;
}

/** Those that are sold now. */
export function ProductPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadProducts} />;
}

export function PlanPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadPlans} />;
}

/** With an account, only its people are offered. */
export function ContactPicker({ accountId, ...props }: PickerProps & { accountId?: string | null }) {
  const [loader, setLoader] = useState<{ accountId: string | null | undefined; load: Load }>(() => ({
    accountId,
    load: contactsLoader(accountId),
  }));
  if (loader.accountId !== accountId) setLoader({ accountId, load: contactsLoader(accountId) });
  return <AsyncSelect {...props} load={loader.load} />;
}

export function LookupPicker({ kind, ...props }: PickerProps & { kind: LookupKind }) {
  return <AsyncSelect {...props} load={lookupLoaders[kind]} />;
}
