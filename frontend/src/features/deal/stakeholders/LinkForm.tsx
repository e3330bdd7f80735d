import { Button, Group, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Deal, isDrawn, STRENGTHS, useWords } from './model';
import type { LinkActions } from './useLinks';

interface Props {
  deal: Deal;
  draw: LinkActions['draw'];
}

/** Whose word counts, with whom, how much. */
export function LinkForm({ deal, draw }: Props) {
  const { t } = useTranslation('stakeholders');
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { fromId: null as string | null, toId: null as string | null, strength: '2' },
    validate: {
      fromId: (value) => (value ? null : t('common:edit.required')),
      toId: (value, { fromId }) => {
        if (!value) return t('common:edit.required');
        if (value === fromId) return t('link.notSelf');
        return fromId && isDrawn(deal, fromId, value) ? t('link.known') : null;
      },
    },
  });
  const people = deal.stakeholders.nodes
    .map(({ id, contact }) => ({ value: id, label: contact.name }))
    .toSorted((a, b) => a.label.localeCompare(b.label));

  const submit = form.onSubmit(async ({ fromId, toId, strength }) => {
    if (!fromId || !toId) return;
    setBusy(true);
    const drawn = await draw({ fromId, toId, strength: Number(strength) });
    setBusy(false);
    // The refusal has been shown; what was chosen stays.
    if (drawn) form.setValues({ fromId: null, toId: null, strength: '2' });
  });

  return (
    <form noValidate onSubmit={submit} aria-label={t('link.add')}>
      <Group gap="xs" align="flex-start" my="sm">
        <Select
          flex="1 1 150px"
          label={t('link.from')}
          searchable
          data={people}
          {...form.getInputProps('fromId')}
        />
        <Select
          flex="1 1 150px"
          label={t('link.to')}
          searchable
          data={people.filter(({ value }) => value !== form.values.fromId)}
          {...form.getInputProps('toId')}
        />
        <Select
          flex="1 1 120px"
          label={t('link.strength')}
          allowDeselect={false}
          data={STRENGTHS.map((value) => ({ value: String(value), label: words.strength(value) }))}
          {...form.getInputProps('strength')}
        />
        <Button type="submit" loading={busy} mt={24}>
          {t('link.submit')}
        </Button>
      </Group>
    </form>
  );
}
