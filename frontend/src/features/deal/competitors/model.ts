import type { DealCompetitors_deal$data } from '@/__generated__/DealCompetitors_deal.graphql';
import type {
  AddDealCompetitorInput,
  CompetitorThreat,
} from '@/__generated__/useDealCompetitorsAddMutation.graphql';
import type { UserErrorLike } from '@/app/errors';

export type Deal = DealCompetitors_deal$data;
export type Rival = Deal['competitors']['nodes'][number];

/** More than anybody fights at once; one page holds them all. */
export const PAGE = 100;

export const THREATS = ['HIGH', 'MEDIUM', 'LOW'] as const;
export const OUTCOMES = ['OPEN', 'BEATEN', 'LOST_TO', 'WITHDREW'] as const;

/** Said in words as well, wherever it is used. */
export const THREAT_TONE: Readonly<Record<string, string>> = {
  HIGH: 'var(--mantine-color-red-6)',
  MEDIUM: 'var(--mantine-color-orange-6)',
  LOW: 'var(--mantine-color-gray-5)',
};

export const TEXTS = ['tactic', 'strengths', 'weaknesses'] as const;

const NEW = 'new:';
export const newChoice = (name: string): string => NEW + name;

/** The name typed when it is to become a new competitor. */
export function newNameOf(value: string | null): string | undefined {
  return value?.startsWith(NEW) ? value.slice(NEW.length).trim() : undefined;
}

export interface RivalForm extends Record<string, unknown> {
  /** An id, or what `newChoice` makes of a name. */
  competitorId: string | null;
  website: string;
  threat: CompetitorThreat;
  tactic: string;
  strengths: string;
  weaknesses: string;
}

export const BLANK: RivalForm = {
  competitorId: null,
  website: '',
  threat: 'MEDIUM',
  tactic: '',
  strengths: '',
  weaknesses: '',
};

const text = (value: string) => value.trim() || null;

export function addInput(dealId: string, form: RivalForm): AddDealCompetitorInput {
  const { competitorId, website, threat, tactic, strengths, weaknesses } = form;
  const name = newNameOf(competitorId);
  return {
    dealId,
    ...(name ? { newCompetitor: { name, website: text(website) } } : { competitorId }),
    threat,
    tactic: text(tactic),
    strengths: text(strengths),
    weaknesses: text(weaknesses),
  };
}

/** A new one's name is chosen in the field of those there are. */
export function atField(error: UserErrorLike): UserErrorLike {
  const path = error.path.filter((part) => part !== 'input');
  if (path[0] !== 'newCompetitor') return error;
  return { ...error, path: path[1] === 'website' ? ['website'] : ['competitorId'] };
}

/** Everything that was known, so that taking one off can be undone. The outcome is set afterwards. */
export function againInput(dealId: string, rival: Rival): AddDealCompetitorInput {
  return {
    dealId,
    competitorId: rival.competitor.id,
    threat: THREATS.find((threat) => threat === rival.threat),
    tactic: rival.tactic ?? null,
    strengths: rival.strengths ?? null,
    weaknesses: rival.weaknesses ?? null,
  };
}
