import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stakeholders_deal$data } from '@/__generated__/Stakeholders_deal.graphql';
import type { AddStakeholderInput } from '@/__generated__/useStakeholdersAddMutation.graphql';
import { type Formats, useFormat } from '@/i18n/format';

export type Deal = Stakeholders_deal$data;
export type Person = Deal['stakeholders']['nodes'][number];
export type Link = Deal['influenceLinks'][number];

/** What a deal can have at most; one page holds them all. */
export const PAGE = 100;
/** How many days ago is "lately". */
export const LATELY = 30;

export const INFLUENCES = [1, 2, 3, 4, 5] as const;
export const LOYALTIES = [-2, -1, 0, 1, 2] as const;
export const STRENGTHS = [1, 2, 3] as const;
export const SIDES = ['CUSTOMER', 'OURS', 'THIRD_PARTY'] as const;
export type Side = (typeof SIDES)[number];

export interface Rating {
  readonly influence: number;
  readonly loyalty: number;
}

const WORDS: Record<string, string> = {
  '-2': 'opponent',
  '-1': 'sceptic',
  '0': 'neutral',
  '1': 'supporter',
  '2': 'advocate',
};

/** The word nearest to a loyalty, which may lie between two. */
export function loyaltyWord(loyalty: number): string {
  return WORDS[String(Math.max(-2, Math.min(2, Math.round(loyalty))))] ?? 'neutral';
}

export const signed = (format: Formats, value: number | string): string => {
  const text = format.number(value);
  return Number(value) > 0 ? `+${text}` : text.replace(/^-/, '−');
};

const TONES: Record<string, string> = {
  opponent: 'var(--mantine-color-red-6)',
  sceptic: 'var(--mantine-color-orange-6)',
  neutral: 'var(--mantine-color-gray-5)',
  supporter: 'var(--mantine-color-cyan-6)',
  advocate: 'var(--mantine-color-green-6)',
};

/** Said in words as well, wherever it is used. */
export function toneOf(loyalty: number): string {
  return TONES[loyaltyWord(loyalty)] ?? '';
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** As much of a text as fits a box. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** The part a person plays, in words. */
export function useWords() {
  const { t } = useTranslation('stakeholders');
  const format = useFormat();
  return useMemo(
    () => ({
      loyalty: (value: number) => `${signed(format, value)} ${t(`loyalty.${loyaltyWord(value)}`)}`,
      influence: (value: number) => t('influenceOf', { value, most: INFLUENCES.length }),
      strength: (value: number) => t(`strength.${value}`),
      side: (side: string) => t(`side.${side}`),
    }),
    [t, format],
  );
}

/** Everything that was known of somebody, so that taking them off can be undone. */
export function againInput(dealId: string, person: Person, primary: boolean): AddStakeholderInput {
  return {
    dealId,
    contactId: person.contact.id,
    roleId: person.role?.id ?? null,
    side: SIDES.find((side) => side === person.side),
    influence: person.influence,
    loyalty: person.loyalty,
    lastMetOn: person.lastMetOn ?? null,
    motivators: person.motivators ?? null,
    notes: person.notes ?? null,
    primary: primary || undefined,
  };
}

export interface LinkEnds {
  readonly fromId: string;
  readonly toId: string;
  readonly strength: number;
}

/** Whether an arrow leads from the one to the other already. */
export function isDrawn(deal: Pick<Deal, 'influenceLinks'>, fromId: string, toId: string): boolean {
  return deal.influenceLinks.some(({ from, to }) => from.id === fromId && to.id === toId);
}

/** The influence drawn from and to somebody, as it is to be drawn again once they have another id. */
export function linksAgain(links: readonly Link[], oldId: string, newId: string): LinkEnds[] {
  const renamed = (id: string) => (id === oldId ? newId : id);
  return links
    .filter(({ from, to }) => from.id === oldId || to.id === oldId)
    .map(({ from, to, strength }) => ({ fromId: renamed(from.id), toId: renamed(to.id), strength }));
}

/** Rows do not jump while they are edited: those known keep their places, new ones come last. */
export function keepOrder(before: readonly string[], people: readonly Person[]): string[] {
  const present = new Set(people.map(({ id }) => id));
  const known = before.filter((id) => present.has(id));
  const seen = new Set(known);
  const fresh = people
    .filter(({ id }) => !seen.has(id))
    .toSorted((a, b) => b.influence - a.influence || a.contact.name.localeCompare(b.contact.name));
  return [...known, ...fresh.map(({ id }) => id)];
}
