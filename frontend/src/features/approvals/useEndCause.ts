import { useTranslation } from 'react-i18next';

interface Ended {
  /** Null when somebody decided, or took it back. */
  readonly endCause: string | null | undefined;
  /** What the stage or the file was called that it is about. */
  readonly endName: string | null | undefined;
}

/** What ended an approval although nobody decided, in words; nothing when somebody did. */
export function useEndCause(): (ended: Ended) => string | undefined {
  const { t, i18n } = useTranslation('app');
  return ({ endCause, endName }) => {
    const key = `code.${endCause}`;
    // A cause that came with a newer server has no words here yet.
    if (!endCause || !i18n.exists(key, { ns: 'app' })) return undefined;
    return endName ? `${t(key)}: ${endName}` : t(key);
  };
}
