import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { labelIn } from '@/i18n/label';
import { useDefinitions } from '../fields/definitions';
import { customKeyOf } from '../fields/lists';
import type { SavedView } from './useSavedViews';

interface Props {
  view: SavedView;
  changed: boolean;
  /** Conditions of the view that no chip can show. */
  hidden: boolean;
  onUpdate: () => void;
  onSaveNew: () => void;
  onReset: () => void;
}

/** What of the view there is no more, and what of it is not saved. */
export function ViewNotices({ view, changed, hidden, onUpdate, onSaveNew, onReset }: Props) {
  const { t, i18n } = useTranslation('views');
  const definitions = useDefinitions();
  const names = new Set(
    view.problems.map(({ field }) => {
      const known = definitions.find(({ subject, key }) => key === customKeyOf(field) && subject === 'DEAL');
      const any = known ?? definitions.find(({ key }) => key === customKeyOf(field));
      return any ? labelIn(any, i18n.language) : field;
    }),
  );
  return (
    <>
      {names.size > 0 && (
        <Alert color="amber" flex="none" mx="var(--ds-gutter)" mb="sm" py="xs" title={t('gone.title')}>
          <Group gap="sm" justify="space-between">
            <Text size="sm">{t('gone.body', { fields: [...names].join(', ') })}</Text>
            {view.viewerCanEdit && (
              <Button size="compact-sm" variant="default" onClick={onUpdate}>
                {t('gone.remove')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {hidden && (
        <Text size="sm" c="dimmed" px="var(--ds-gutter)" pb="xs">
          {t('hidden')}
        </Text>
      )}
      {changed && (
        <Group gap="xs" px="var(--ds-gutter)" pb="sm" role="group" aria-label={t('changed.label')}>
          <Text size="sm" fw={600} role="status">
            {t('changed.label')}
          </Text>
          {!view.viewerCanEdit && (
            <Text size="sm" c="dimmed">
              {t('changed.others', { name: view.owner.name })}
            </Text>
          )}
          {view.viewerCanEdit && (
            <Button size="compact-sm" onClick={onUpdate}>
              {t('changed.update')}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={onSaveNew}>
            {t('changed.saveNew')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onReset}>
            {t('changed.reset')}
          </Button>
        </Group>
      )}
    </>
  );
}
