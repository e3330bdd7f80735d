import { ActionIcon, Text } from '@mantine/core';
import IconChevronsLeft from '@tabler/icons-react/dist/esm/icons/IconChevronsLeft.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { BoardColumnHead_column$key } from '@/__generated__/BoardColumnHead_column.graphql';
import { useFormat } from '@/i18n/format';
import { stageColor } from '@/ui/colors';
import { Money } from '@/ui/Money';
import classes from './BoardColumn.module.css';

interface Props {
  column: BoardColumnHead_column$key;
  headingId: string;
  /** Absent where the column cannot be folded. */
  onFold?: (folded: boolean) => void;
  folded?: boolean;
  /** Absent where deals may not be created. */
  onCreate?: (stageId: string) => void;
}

/** Name and totals of a column. The totals are the server's: they count what is not loaded, too. */
export const BoardColumnHead = memo(function BoardColumnHead({
  column,
  headingId,
  onFold,
  folded,
  onCreate,
}: Props) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const { stage, count, amount, weighted, currency } = useFragment(
    graphql`
      fragment BoardColumnHead_column on BoardColumn {
        count
        amount
        weighted
        currency
        stage {
          id
          version
          name
          kind
          color
          probability
          allowCreate
        }
      }
    `,
    column,
  );
  const dot = <span className={classes.dot} style={{ background: stageColor(stage.color) }} aria-hidden />;
  const badge = <span className={classes.count}>{format.number(count)}</span>;

  if (folded) {
    return (
      <button
        type="button"
        className={classes.folded}
        aria-expanded={false}
        aria-label={t('column.unfold', { stage: stage.name })}
        onClick={() => onFold?.(false)}
      >
        {dot}
        {badge}
        <span className={classes.foldedName} id={headingId}>
          {stage.name}
        </span>
        <span className={classes.foldedSum}>
          <Money amount={amount} currency={currency} compact />
        </span>
      </button>
    );
  }
  return (
    <header className={classes.head}>
      <div className={classes.headLine}>
        {dot}
        <Text component="h2" id={headingId} className={classes.title} title={stage.name}>
          {stage.name}
        </Text>
        <span data-tip={t('column.count', { count })}>{badge}</span>
        <span className={classes.tools}>
          {onCreate && stage.allowCreate && (
            <ActionIcon
              size="sm"
              aria-label={t('column.create', { stage: stage.name })}
              onClick={() => onCreate(stage.id)}
            >
              <IconPlus size={16} aria-hidden />
            </ActionIcon>
          )}
          {onFold && (
            <ActionIcon
              size="sm"
              aria-expanded
              aria-label={t('column.fold', { stage: stage.name })}
              onClick={() => onFold(true)}
            >
              <IconChevronsLeft size={16} aria-hidden />
            </ActionIcon>
          )}
        </span>
      </div>
      <div className={classes.sums}>
        <span data-tip={t('column.sum')}>
          <Money amount={amount} currency={currency} compact />
        </span>
        {stage.kind === 'OPEN' && (
          <span
            className={classes.weighted}
            data-tip={t('column.weighted', { percent: format.percent(stage.probability) })}
          >
            ≈ <Money amount={weighted} currency={currency} compact />
          </span>
        )}
      </div>
    </header>
  );
});
