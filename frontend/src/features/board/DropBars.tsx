import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs';
import { useEffect, useRef, useState } from 'react';
import { useCell } from '@/relay/store';
import classes from './Board.module.css';
import { useControl } from './control';
import { isDealDrag } from './dragData';
import type { StageInfo } from './place';

/** Won and lost within reach of the hand, wherever the board is scrolled to. */
export function DropBars({ stages }: { stages: readonly StageInfo[] }) {
  const drag = useCell(useControl().drag);
  const finals = stages.filter(({ id, kind }) => kind !== 'OPEN' && id !== drag?.stageId);
  if (!drag || finals.length === 0) return null;
  return (
    <div className={classes.bars}>
      {finals.map((stage) => (
        <Bar key={stage.id} stage={stage} />
      ))}
    </div>
  );
}

function Bar({ stage }: { stage: StageInfo }) {
  const element = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const { id: stageId } = stage;
  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => isDealDrag(source.data),
      getData: () => ({ kind: 'column', stageId, at: 'top' }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [stageId]);
  const Icon = stage.kind === 'WON' ? IconTrophy : IconCircleX;
  return (
    <div
      ref={element}
      className={classes.bar}
      data-column={stageId}
      data-kind={stage.kind}
      data-over={over || undefined}
      data-testid={`drop-${stage.kind}`}
    >
      <Icon size={20} aria-hidden />
      {stage.name}
    </div>
  );
}
