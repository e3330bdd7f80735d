import { Button, Input } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import type { TFunction } from 'i18next';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PlanItemsTeamsQuery } from '@/__generated__/PlanItemsTeamsQuery.graphql';
import { announce } from '@/ui/reorder';
import classes from '../Settings.module.css';
import { type ItemDraft, MOST_ITEMS, moved, newItem, type PlanValues, without } from './form';
import { PlanItem } from './PlanItem';

interface Now {
  form: UseFormReturnType<PlanValues>;
  t: TFunction<['plans', 'settings']>;
}

/** What can be done with the tasks, on the form as it is at that moment. */
function editing(now: () => Now) {
  const all = () => now().form.getValues().items;
  const set = (next: ItemDraft[]) => {
    const { form } = now();
    form.setFieldValue('items', next);
    // Errors stand at places: after a change of places they would stand at others.
    for (const path of Object.keys(form.errors)) if (path.startsWith('items')) form.clearFieldError(path);
  };
  return {
    add: () => set([...all(), newItem()]),
    remove: (key: string) => set(without(all(), key)),
    move: (from: number, to: number) => {
      const { t } = now();
      const items = all();
      set(moved(items, from, to));
      const name = items[from]?.title.trim() || t('plans:items.nth', { number: from + 1 });
      announce(t('settings:move.done', { name, position: to + 1, count: items.length }));
    },
    change: (index: number, change: Partial<ItemDraft>) => {
      const { form } = now();
      form.setFieldValue(
        'items',
        all().map((item, at) => (at === index ? { ...item, ...change } : item)),
      );
      for (const field of Object.keys(change)) form.clearFieldError(`items.${index}.${field}`);
    },
  };
}

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
  const latest = useRef({ form, t });
  useEffect(() => {
    latest.current = { form, t };
  });
  // Always the same ones: while somebody types in one task, the others are not drawn again.
  const edit = useMemo(() => editing(() => latest.current), []);

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
            onChange={edit.change}
            onMove={edit.move}
            onRemove={edit.remove}
          />
        ))}
      </ol>
      {items.length < MOST_ITEMS && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={edit.add}
        >
          {t('plans:items.add')}
        </Button>
      )}
    </Input.Wrapper>
  );
}
