import type { Icon } from '@tabler/icons-react';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBox from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import type { ImportKind } from '@/__generated__/useStartImportMutation.graphql';
import type { ImportSearch } from '@/searchParams';

export type { ImportKind };

/** In the order in which they refer to each other: companies first. */
export const KINDS = ['ACCOUNTS', 'CONTACTS', 'LEADS', 'DEALS', 'PRODUCTS'] as const;

export const KIND_ICON: Record<ImportKind, Icon> = {
  ACCOUNTS: IconBuildingSkyscraper,
  CONTACTS: IconAddressBook,
  LEADS: IconTargetArrow,
  DEALS: IconBriefcase,
  PRODUCTS: IconBox,
};

/** The list that what was imported is found in. */
export const KIND_PAGE = {
  ACCOUNTS: '/accounts',
  CONTACTS: '/contacts',
  LEADS: '/leads',
  DEALS: '/deals',
  PRODUCTS: '/products',
} as const satisfies Record<ImportKind, string>;

export function kindOf(name: string | null | undefined): ImportKind | undefined {
  const wanted = name?.toUpperCase();
  return KINDS.find((kind) => kind === wanted);
}

/** `contacts` in the address, `CONTACTS` in the API. */
export function kindName(kind: ImportKind): string {
  return kind.toLowerCase();
}

export const STEPS = ['file', 'columns', 'check', 'run'] as const;
export type Step = (typeof STEPS)[number];

/** The step the address asks for, or the last before it that has what it needs. */
export function stepOf({ step, kind, file, import: id }: ImportSearch): Step {
  const wanted = STEPS.find((one) => one === step) ?? (id ? 'run' : 'file');
  if ((wanted === 'check' || wanted === 'run') && id) return wanted;
  if (wanted !== 'file' && file && kindOf(kind)) return 'columns';
  return 'file';
}
