import i18next from 'i18next';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiErrorText, type UserErrorLike, userErrorText } from '@/app/errors';
import { fieldKey } from '@/ui/HistoryList';
import { type Choices, type Merging, type News, namesOf, newsOf, type Side, settled, taken } from './model';

export type Step = 'pick' | 'choose' | 'confirm';

/** The record that stays, the one that becomes part of it, and what they are called beside each other. */
export interface Sides {
  readonly keep: Side;
  readonly merge: Side;
  readonly names: ReadonlyMap<string, string>;
}

interface Pair {
  readonly own: Side;
  readonly other: Side;
}

export interface MergeDraft {
  /** The record of the page. */
  readonly ownId: string;
  readonly step: Step;
  readonly go: (step: Step) => void;
  readonly busy: boolean;
  /** Why it does not go on. */
  readonly problem: string | undefined;
  /** Once both are read. */
  readonly sides: Sides | undefined;
  readonly choices: Choices;
  readonly choose: (field: string, id: string) => void;
  readonly keep: (id: string) => void;
  /** What others changed since the choices were made. */
  readonly news: readonly News[];
  readonly pick: (otherId: string) => Promise<void>;
  /** The kept record's id when it is done. */
  readonly submit: () => Promise<string | undefined>;
}

/**
 * The two records as they were read, and what was chosen between them. They are not read from the store: what is on
 * screen is what is sent, and what somebody changes meanwhile is told instead of slipping in.
 */
export function useMergeDraft(merging: Merging, id: string): MergeDraft {
  const { t } = useTranslation('merging');
  const [step, setStep] = useState<Step>('pick');
  const [pair, setPair] = useState<Pair>();
  const [keepId, setKeepId] = useState(id);
  const [choices, setChoices] = useState<Choices>(new Map());
  const [news, setNews] = useState<readonly News[]>([]);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const sides = pair && sidesOf(pair, keepId);

  /** Both as they are now; undefined, with the reason on screen, when one of them is no longer to be had. */
  const read = async (otherId: string, known?: Pair): Promise<Pair | undefined> => {
    try {
      const [own, other] = await Promise.all([merging.load(id), merging.load(otherId)]);
      if (own && !own.gone && other && !other.gone) return { own, other };
      const gone = own && !own.gone ? (other ?? known?.other) : (own ?? known?.own);
      setProblem(gone ? t('gone', { name: gone.name }) : t('unseen'));
    } catch (error) {
      setProblem(apiErrorText(error));
    }
    return undefined;
  };

  const pick = async (otherId: string) => {
    setBusy(true);
    setProblem(undefined);
    const found = await read(otherId);
    setBusy(false);
    if (!found) return;
    // What was chosen between this record and another one means nothing here.
    if (pair?.other.id !== otherId) setChoices(new Map());
    if (keepId !== id && keepId !== otherId) setKeepId(id);
    setNews([]);
    setPair(found);
    setStep('choose');
  };

  /** Somebody was faster: the choices stay, what changed is told, and the person looks again. */
  const again = async (before: Sides, conflicts: readonly UserErrorLike[]) => {
    const { keep, merge } = before;
    const otherId = keep.id === id ? merge.id : keep.id;
    const found = await read(otherId, pair);
    if (!found) {
      setStep('pick');
      return;
    }
    const { own, other } = found;
    const told = newsOf([keep, merge], keep.id === id ? [own, other] : [other, own], conflicts);
    setChoices(settled(keep, merge, choices));
    setNews(told);
    // The answer may be older than the change; the next attempt tells.
    if (told.length === 0) setProblem(conflicts.map(userErrorText).join(' '));
    setPair(found);
    setStep('choose');
  };

  const submit = async (): Promise<string | undefined> => {
    if (!sides) return undefined;
    const { keep, merge } = sides;
    setBusy(true);
    setProblem(undefined);
    const result = await merging.merge({
      keepId: keep.id,
      mergeId: merge.id,
      fields: taken(keep, merge, choices),
      expectedVersion: keep.version,
      mergeExpectedVersion: merge.version,
    });
    if (!result.ok) {
      const conflicts = result.errors.filter(({ code }) => code === 'CONFLICT');
      if (conflicts.length > 0) await again(sides, conflicts);
      // Without a reason it was said in a toast.
      else if (result.errors.length > 0) {
        setProblem(result.errors.map(refusalText).join(' '));
        if (result.errors.some((error) => refusedField(error) !== undefined)) setStep('choose');
      }
    }
    setBusy(false);
    return result.ok ? keep.id : undefined;
  };

  const go = useCallback((next: Step) => {
    setProblem(undefined);
    setStep(next);
  }, []);
  const choose = (field: string, from: string) => setChoices((old) => new Map(old).set(field, from));
  return { ownId: id, step, go, busy, problem, sides, choices, choose, keep: setKeepId, news, pick, submit };
}

/** The field whose value the kept record may not have; undefined when the merging itself is refused. */
function refusedField({ path }: UserErrorLike): string | undefined {
  const at = path.indexOf('fields');
  return at < 0 ? undefined : path[at + 1];
}

function refusalText(error: UserErrorLike): string {
  const field = refusedField(error);
  const key = `app:field.${fieldKey(field ?? '')}`;
  const text = userErrorText(error);
  return field !== undefined && i18next.exists(key) ? `${i18next.t(key)}: ${text}` : text;
}

function sidesOf({ own, other }: Pair, keepId: string): Sides {
  const [keep, merge] = keepId === own.id ? [own, other] : [other, own];
  return { keep, merge, names: namesOf(own, other) };
}
