import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/app/toasts';
import { FreshContext } from '../../records/useFresh';
import classes from './Drawing.module.css';
import { BOX, bowOf, layoutOf } from './graph';
import { LinkForm } from './LinkForm';
import { LinkTable } from './LinkTable';
import { type Deal, isDrawn, shorten, toneOf, useWords } from './model';
import { useGraphDrag } from './useGraphDrag';
import type { LinkActions } from './useLinks';

interface Props {
  deal: Deal;
  links: LinkActions;
  readOnly: boolean;
}

/** Width of an arrow by its strength. */
const WIDTHS = [0, 1.5, 3, 5];

/** Who listens to whom: a picture, the same as a table, and a form to draw more. */
export function InfluenceGraph({ deal, links, readOnly }: Props) {
  const { t } = useTranslation('stakeholders');
  const words = useWords();
  const fresh = useContext(FreshContext);
  const { ref, width } = useElementSize();
  const people = deal.stakeholders.nodes;
  const layout = layoutOf(
    people.map(({ id, influence, contact }) => ({ id, influence, name: contact.name })),
    deal.influenceLinks,
    width,
  );
  const drag = useGraphDrag(layout, (fromId, toId) => {
    if (isDrawn(deal, fromId, toId)) toast.info(t('link.known'));
    else void links.draw({ fromId, toId, strength: 2 });
  });
  const name = (id: string) => people.find((person) => person.id === id)?.contact.name ?? '';

  return (
    <div ref={ref} className={classes.drawing}>
      <Text size="sm" c="dimmed" mb={6}>
        {t(readOnly ? 'graph.about' : 'graph.hint')}
      </Text>
      {width > 0 && (
        <svg
          ref={drag.svg}
          role="img"
          aria-label={t('graph.label')}
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          className={classes.graph}
          {...(readOnly ? {} : drag.handlers)}
        >
          <defs>
            <marker
              id="influence-arrow"
              viewBox="0 0 10 10"
              refX={8}
              refY={5}
              markerWidth={12}
              markerHeight={12}
              markerUnits="userSpaceOnUse"
              orient="auto-start-reverse"
            >
              <path d="M 0 0 L 10 5 L 0 10 z" className={classes.arrow} />
            </marker>
          </defs>
          {deal.influenceLinks.map((link) => {
            const from = layout.nodes.get(link.from.id);
            const to = layout.nodes.get(link.to.id);
            if (!from || !to) return null;
            return (
              <path
                key={link.id}
                d={bowOf(from, to, layout.nodes.values()).path}
                className={classes.link}
                strokeWidth={WIDTHS[link.strength] ?? 1.5}
                markerEnd="url(#influence-arrow)"
                data-fresh={fresh.has(link.id) || undefined}
              >
                <title>{`${name(link.from.id)} → ${name(link.to.id)}: ${words.strength(link.strength)}`}</title>
              </path>
            );
          })}
          {people.map((person) => {
            const point = layout.nodes.get(person.id);
            if (!point) return null;
            return (
              <g
                key={person.id}
                transform={`translate(${point.x} ${point.y})`}
                className={classes.node}
                data-draws={!readOnly || undefined}
                data-fresh={fresh.has(person.id) || undefined}
                data-target={drag.over === person.id || undefined}
              >
                <rect
                  x={-BOX.width / 2}
                  y={-BOX.height / 2}
                  width={BOX.width}
                  height={BOX.height}
                  rx={10}
                  stroke={toneOf(person.loyalty)}
                />
                <text className={classes.nodeName} y={-5}>
                  {shorten(person.contact.name, 17)}
                </text>
                <text className={classes.nodeText} y={14}>
                  {shorten(`${person.influence} · ${words.loyalty(person.loyalty)}`, 21)}
                </text>
                <title>
                  {`${person.contact.name}: ${words.influence(person.influence)}, ${words.loyalty(person.loyalty)}`}
                </title>
              </g>
            );
          })}
          {drag.line && <path d={drag.line} className={classes.drawn} markerEnd="url(#influence-arrow)" />}
        </svg>
      )}
      {!readOnly && people.length > 1 && <LinkForm deal={deal} draw={links.draw} />}
      <LinkTable deal={deal} links={links} readOnly={readOnly} />
    </div>
  );
}
