import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FreshContext } from '../../records/useFresh';
import classes from './Drawing.module.css';
import { type Deal, initialsOf, type Person, shorten, toneOf, useWords } from './model';
import { PlotGrid } from './PlotGrid';
import { cellSize, frameFor, places, pointOf, quadrantOf } from './plot';
import { useRoleName } from './roleNames';
import { usePlotDrag } from './usePlotDrag';
import { usePlotKeys } from './usePlotKeys';
import type { StakeholderActions } from './useStakeholders';

interface Props {
  deal: Deal;
  rate: StakeholderActions['rate'];
  readOnly: boolean;
}

/** Where everybody stands: up whose word counts, to the right who is for us. Dragging, or the arrow keys, rate anew. */
export function StakeholderPlot({ deal, rate, readOnly }: Props) {
  const { t } = useTranslation('stakeholders');
  const labelOf = useRoleName();
  const words = useWords();
  const fresh = useContext(FreshContext);
  const hint = useId();
  const { ref, width } = useElementSize();
  const [shown, setShown] = useState<string>();
  const people = deal.stakeholders.nodes;
  const keys = usePlotKeys(rate);
  const frame = frameFor(width);
  const drag = usePlotDrag(frame, rate);

  const rated = people.map((person) => ({ ...person, ...keys.ratingOf(person) }));
  const radius = width < 480 ? 14 : 18;
  const at = places(rated, frame, radius);
  const cell = cellSize(frame);
  const told = rated.find(({ id }) => id === shown);
  // By name, whatever they are rated: Tab must not lead in circles.
  const ordered = rated.toSorted((a, b) => a.contact.name.localeCompare(b.contact.name));

  const sentence = (person: Person) =>
    [
      words.influence(person.influence),
      words.loyalty(person.loyalty),
      t(`quadrant.${quadrantOf(person)}`),
    ].join(', ');

  return (
    <div ref={ref} className={classes.drawing}>
      <Text id={hint} size="sm" c="dimmed" mb={6}>
        {t(readOnly ? 'plot.about' : 'plot.hint')}
      </Text>
      {width > 0 && (
        <svg
          ref={drag.paper}
          role="group"
          aria-label={t('plot.label')}
          width={frame.width}
          height={frame.height}
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          className={classes.plot}
        >
          <PlotGrid frame={frame} target={drag.target} />
          {ordered.map((person) => {
            const original = people.find(({ id }) => id === person.id) ?? person;
            const dragged = drag.moving?.id === person.id ? drag.moving : undefined;
            const place = at.get(person.id) ?? { ...pointOf(person, frame), alone: true };
            const point = dragged ?? place;
            const { name } = person.contact;
            return (
              <g
                key={person.id}
                className={classes.dot}
                transform={`translate(${point.x} ${point.y})`}
                data-dragged={dragged ? true : undefined}
                data-fresh={fresh.has(person.id) || undefined}
                data-read-only={readOnly || undefined}
                role="slider"
                tabIndex={0}
                aria-label={name}
                aria-valuemin={-2}
                aria-valuemax={2}
                aria-valuenow={person.loyalty}
                aria-valuetext={sentence(person)}
                aria-readonly={readOnly || undefined}
                aria-describedby={hint}
                onFocus={() => setShown(person.id)}
                onPointerEnter={() => !drag.moving && setShown(person.id)}
                onBlur={keys.flush}
                onKeyDown={(event) => {
                  if (readOnly || drag.onKeyDown(event)) return;
                  keys.onKeyDown(event, original, sentence);
                }}
                {...(readOnly ? {} : drag.handlers(original))}
              >
                <circle r={radius} stroke={toneOf(person.loyalty)} />
                <text className={classes.initials} dy="0.36em" aria-hidden>
                  {initialsOf(name)}
                </text>
                {place.alone && cell.width > 90 && !dragged && (
                  <text className={classes.dotName} y={radius + 12} aria-hidden>
                    {shorten(name, 15)}
                  </text>
                )}
                <title>{`${name}: ${sentence(person)}`}</title>
              </g>
            );
          })}
        </svg>
      )}
      <Text size="sm" mih={44} mt={6} aria-hidden>
        {told && (
          <>
            <strong>{told.contact.name}</strong> {told.contact.jobTitle && `· ${told.contact.jobTitle}`}{' '}
            {told.role && `· ${labelOf(told.role)}`} · {sentence(told)}
            {fresh.get(told.id) && ` · ${fresh.get(told.id)}`}
          </>
        )}
      </Text>
    </div>
  );
}
