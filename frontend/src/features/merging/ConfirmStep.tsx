import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Merging.module.css';
import { type Choices, type Merging, taken } from './model';
import { useFieldTexts } from './useFieldTexts';
import type { Sides } from './useMergeDraft';

interface Props {
  merging: Merging;
  sides: Sides;
  choices: Choices;
}

/** Everything that will be otherwise once the two are one. */
export function ConfirmStep({ merging, sides, choices }: Props) {
  const { t, i18n } = useTranslation('merging');
  const texts = useFieldTexts(merging);
  const { keep, merge } = sides;
  const names = { kept: sides.names.get(keep.id), merged: sides.names.get(merge.id) };
  const moves = merge.moves.filter(({ count }) => count > 0);
  const fields = taken(keep, merge, choices).filter(texts.known).map(texts.label);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(fields);
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('confirm.sentence', names)}</Text>
      <div>
        <Text size="sm">{t(moves.length > 0 ? 'confirm.moves' : 'confirm.nothing', names)}</Text>
        {moves.length > 0 && (
          <ul className={classes.moves} aria-label={t('confirm.moves', names)}>
            {moves.map(({ kind, count }) => (
              <li key={kind}>{t(`move.${kind}`, { count })}</li>
            ))}
          </ul>
        )}
        <Text size="xs" c="dimmed" mt={4}>
          {t('confirm.hidden')}
        </Text>
      </div>
      <Text size="sm">
        {fields.length > 0 ? t('confirm.taken', { ...names, fields: list }) : t('confirm.untaken', names)}
      </Text>
      <Text size="sm">{t('confirm.after', names)}</Text>
      <Text size="sm" fw={600}>
        {t('confirm.final')}
      </Text>
    </Stack>
  );
}
