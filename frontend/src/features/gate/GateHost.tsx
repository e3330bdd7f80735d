import { lazy, Suspense } from 'react';
import { useCell } from '@/relay/store';
import { stoppedMove } from './asking';

const GateDialog = lazy(() => import('./GateDialog'));

/** Where the dialog of a stopped move appears, whatever page the move was made on. */
export function GateHost() {
  const move = useCell(stoppedMove);
  return (
    <Suspense fallback={null}>
      {move && <GateDialog key={`${move.dealId} ${move.stageId}`} move={move} />}
    </Suspense>
  );
}
