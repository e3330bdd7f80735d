import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import classes from './Drawing.module.css';
import { INFLUENCES, LOYALTIES, loyaltyWord, type Rating, signed } from './model';
import { COUNTS_FROM, cellSize, type Frame, type Point, pointOf, type Quadrant } from './plot';

interface Props {
  frame: Frame;
  /** The cell a dot would come to lie in. */
  target: Rating | undefined;
}

/** The paper below the dots: cells, axes and what the quarters mean. The dots say the same in words. */
export function PlotGrid({ frame, target }: Props) {
  const { t } = useTranslation('stakeholders');
  const format = useFormat();
  const cell = cellSize(frame);
  const right = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const split: Point = {
    x: frame.left + 3 * cell.width,
    y: frame.top + (INFLUENCES.length - COUNTS_FROM + 1) * cell.height,
  };
  const quadrants: [Quadrant, Point, Point, 'start' | 'end'][] = [
    ['winOver', { x: frame.left, y: frame.top }, split, 'start'],
    ['keepClose', { x: split.x, y: frame.top }, { x: right, y: split.y }, 'end'],
    ['watch', { x: frame.left, y: split.y }, { x: split.x, y: bottom }, 'start'],
    ['keepInformed', split, { x: right, y: bottom }, 'end'],
  ];
  const mark = target && pointOf(target, frame);
  return (
    <g aria-hidden>
      {quadrants.map(([name, from, to, anchor]) => (
        <g key={name}>
          <rect
            className={classes.quadrant}
            data-quadrant={name}
            x={from.x}
            y={from.y}
            width={to.x - from.x}
            height={to.y - from.y}
          />
          <text
            className={classes.quadrantName}
            x={anchor === 'start' ? from.x : to.x}
            y={from.y === frame.top ? frame.top - 7 : bottom + 15}
            textAnchor={anchor}
          >
            {t(`quadrant.${name}`)}
          </text>
        </g>
      ))}
      {mark && (
        <rect
          className={classes.target}
          x={mark.x - cell.width / 2 + 2}
          y={mark.y - cell.height / 2 + 2}
          width={cell.width - 4}
          height={cell.height - 4}
          rx={8}
        />
      )}
      {LOYALTIES.slice(1).map((loyalty) => {
        const { x } = pointOf({ influence: 1, loyalty }, frame);
        return (
          <line
            key={loyalty}
            className={classes.gridLine}
            x1={x - cell.width / 2}
            x2={x - cell.width / 2}
            y1={frame.top}
            y2={bottom}
          />
        );
      })}
      {INFLUENCES.slice(1).map((influence) => {
        const { y } = pointOf({ influence, loyalty: 0 }, frame);
        return (
          <line
            key={influence}
            className={classes.gridLine}
            x1={frame.left}
            x2={right}
            y1={y + cell.height / 2}
            y2={y + cell.height / 2}
          />
        );
      })}
      {INFLUENCES.map((influence) => (
        <text
          key={influence}
          className={classes.tick}
          x={frame.left - 8}
          y={pointOf({ influence, loyalty: 0 }, frame).y + 4}
          textAnchor="end"
        >
          {influence}
        </text>
      ))}
      {LOYALTIES.map((loyalty) => (
        <text
          key={loyalty}
          className={classes.tick}
          x={pointOf({ influence: 1, loyalty }, frame).x}
          y={bottom + 34}
          textAnchor="middle"
        >
          {signed(format, loyalty)}
          {cell.width > 96 && ` ${t(`loyalty.${loyaltyWord(loyalty)}`)}`}
        </text>
      ))}
      <text className={classes.axis} x={right} y={frame.height - 8} textAnchor="end">
        {t('app:field.loyalty')} →
      </text>
      <text className={classes.axis} x={frame.left} y={frame.height - 8}>
        ↑ {t('app:field.influence')}
      </text>
    </g>
  );
}
