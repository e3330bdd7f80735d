import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { StageInfo } from './place';
import { type Folds, storedFolds } from './storage';

/** On a phone each column fills the screen; a folded one would be a stripe with nothing beside it. */
const PHONE = '(max-width: 48em)';

/** Final columns start folded: the board is for what is still open. */
export function useFolds() {
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const [folds, setFolds] = useState<Folds>(storedFolds.get);
  const fold = useCallback((stageId: string, folded: boolean) => {
    setFolds((old) => {
      const next = { ...old, [stageId]: folded };
      storedFolds.set(next);
      return next;
    });
  }, []);
  const isFolded = (stage: Pick<StageInfo, 'id' | 'kind'>) =>
    !phone && stage.kind !== 'OPEN' && (folds[stage.id] ?? true);
  return { isFolded, fold };
}
