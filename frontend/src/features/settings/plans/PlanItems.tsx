import { Button, Input } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PlanItemsTeamsQuery } from '@/__generated__/PlanItemsTeamsQuery.graphql';
import { announce } from '@/ui/reorder';
import classes from '../Settings.module.css';
import { type ItemDraft, MOST_ITEMS, moved, newItem, type PlanValues, without } from './form';
import { PlanItem } from './PlanItem';

/** The tasks of a plan, in the order in which they are to be done. */
export function PlanItems({ form }: { form: UseFormReturnType<PlanValues> }) {
  const { t } = useTranslation(['plans', 'settings']);
  const { teams } = useLazyLoadQuery<PlanItemsTeamsQuery>(
    graphql`
      query PlanItemsTeamsQuery {
        teams(first: 200) {
          nodes {
            id
            name
          }
        }
      }
    `,
    {},
  );
  const { items } = form.values;
  const set = (next: ItemDraft[]) => {
    form.setFieldValue('items', next);
    // Errors stand at places: after a change of places they would stand at others.
    for (const path of Object.keys(form.errors)) if (path.startsWith('items')) form.clearFieldError(path);
  };
  const patch = (index: number, change: Partial<ItemDraft>) => {
    form.setFieldValue(
      'items',
      items.map((item, at) => (at === index ? { ...item, ...change } : item)),
    );
    for (const field of Object.keys(change)) form.clearFieldError(`items.${index}.${field}`);
  };
  const move = (from: number, to: number) => {
    set(moved(items, from, to));
    const name = items[from]?.title.trim() || t('plans:items.nth', { number: from + 1 });
    announce(t('settings:move.done', { name, position: to + 1, count: items.length }));
  };

  return (
    <Input.Wrapper
      label={t('plans:items.label')}
      labelElement="div"
      description={t('plans:items.hint')}
      descriptionProps={{ mb: 6 }}
      error={form.errors.items}
    >
      <ol className={classes.rows} aria-label={t('plans:items.label')} hidden={items.length === 0}>
        {items.map((item, index) => (
          <PlanItem
            key={item.key}
            item={item}
            index={index}
            count={items.length}
            teams={teams.nodes}
            errors={form.errors}
            onChange={(change) => patch(index, change)}
            onMove={move}
            onRemove={() => set(without(items, item.key))}
          />
        ))}
      </ol>
      {items.length < MOST_ITEMS && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...items, newItem()])}
        >
          {t('plans:items.add')}
        </Button>
      )}
    </Input.Wrapper>
  );
}
