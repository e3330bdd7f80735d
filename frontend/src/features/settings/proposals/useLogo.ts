import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelayEnvironment } from 'react-relay/hooks';
import { apiErrorText, refusedOffline, reportUserErrors } from '@/app/errors';
import { toast } from '@/app/toasts';
import { answered, offerUndo, trackChange } from '@/app/undo';
import { UploadError } from '@/relay/transmit';
import { useUploadLimits } from '@/relay/uploadLimits';
import { versionOf } from '@/relay/versionOf';
import { sizeText } from '../../files/sizes';
import { saveMerging } from '../../records/merge';
import { problemOf, readLogo, sendLogo } from './logo';
import { useSaveProposalSettings } from './useSaveProposalSettings';

interface Shown {
  readonly id: string;
  readonly logoUrl?: string | null;
}

/** Bringing, replacing and removing the logo; each has a way back. */
export function useLogo(shown: Shown | null, onChanged: () => void) {
  const { t, i18n } = useTranslation('settings');
  const limit = useUploadLimits()?.logoBytes;
  const most = limit === undefined ? undefined : sizeText(i18n.language, limit);
  const environment = useRelayEnvironment();
  const [save, removing] = useSaveProposalSettings();
  /** How much has arrived, from 0 to 1. */
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const running = useRef<{ abort(): void }>(undefined);

  /** Id of the settings; undefined when it did not get there, which is said then. */
  const bring = async (picture: Blob): Promise<string | undefined> => {
    setPart(0);
    setProblem(undefined);
    const started = sendLogo(picture, setPart);
    running.current = started;
    const arrived = started.done.catch((error: unknown) => {
      // Broken off here is no news.
      if (!(error instanceof UploadError)) return undefined;
      const refused = error.code === 'BAD_USER_INPUT';
      setProblem(refused ? t('logo.problem.refused') : apiErrorText(error));
      return undefined;
    });
    trackChange(arrived);
    const id = await arrived;
    running.current = undefined;
    setPart(undefined);
    if (id) onChanged();
    return id;
  };
  const takeAway = async (id: string): Promise<boolean> => {
    await answered();
    const result = await saveMerging('logoHash', versionOf(environment, id), (version) =>
      save({ removeLogo: true }, version),
    );
    if (!result.ok) reportUserErrors(result.errors);
    return result.ok;
  };

  const send = async (picture: File | null) => {
    if (!picture || running.current || refusedOffline()) return;
    const flaw = problemOf(picture, limit);
    setProblem(flaw && t(`logo.problem.${flaw}`, { most }));
    if (flaw) return;
    const url = shown?.logoUrl;
    const former = url ? await readLogo(url) : undefined;
    const id = await bring(picture);
    if (!id) return;
    const undo = () => (former ? bring(former) : takeAway(id));
    // One that could not be read cannot be put back.
    if (!url || former) offerUndo({ message: t('logo.brought'), undo });
    else toast.success(t('saved'));
  };
  const remove = async () => {
    if (!shown?.logoUrl || running.current || refusedOffline()) return;
    setProblem(undefined);
    const former = await readLogo(shown.logoUrl);
    if (!(await takeAway(shown.id))) return;
    if (former) offerUndo({ message: t('logo.removed'), undo: () => bring(former) });
    else toast.success(t('logo.removed'));
  };
  return { send, most, remove, cancel: () => running.current?.abort(), part, problem, removing };
}
