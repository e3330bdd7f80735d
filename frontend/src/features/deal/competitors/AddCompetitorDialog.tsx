import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AsyncSelect } from '@/ui/AsyncSelect';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';
import { type Load, loadCompetitors } from '@/ui/recordOptions';
import { pickerProps } from '../../records/pickerProps';
import { addInput, atField, BLANK, newChoice, newNameOf, type RivalForm, TEXTS, THREATS } from './model';
import type { RivalActions } from './useDealCompetitors';

interface Props {
  dealId: string;
  /** Ids of those that are on the deal already. */
  present: readonly string[];
  add: RivalActions['add'];
  onClose: () => void;
}

/** Somebody else who wants the deal: out of the catalogue, or new in it with this step. */
export function AddCompetitorDialog({ dealId, present, add, onClose }: Props) {
  const { t } = useTranslation(['competitors', 'app', 'common']);
  const form = useForm<RivalForm>({
    initialValues: BLANK,
    validate: { competitorId: (value) => (value ? null : t('competitors:form.choose')) },
  });
  const known = present.join();
  const offer = useMemo(
    (): Load => async (environment, text) => {
      const found = await loadCompetitors(environment, text);
      const name = text.trim();
      const exact = found.some(({ label }) => label.toLowerCase() === name.toLowerCase());
      const free = found.filter(({ value }) => !known.split(',').includes(value));
      if (!name || exact) return free;
      return [...free, { value: newChoice(name), label: t('competitors:form.create', { name }) }];
    },
    [known, t],
  );
  const isNew = newNameOf(form.values.competitorId) !== undefined;
  const label = (field: string) => t(`app:field.${field}`);

  return (
    <RecordDialog
      title={t('competitors:add')}
      form={form}
      submitLabel={t('common:action.add')}
      onClose={onClose}
      onSubmit={async (values): Promise<SaveResult> => {
        const result = await add(addInput(dealId, values));
        return result.ok ? result : { ok: false, errors: result.errors.map(atField) };
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <AsyncSelect
          label={label('competitor')}
          description={isNew ? t('competitors:form.willBeMade') : undefined}
          required
          data-autofocus
          load={offer}
          {...pickerProps(form, 'competitorId')}
        />
        <Select
          label={label('threat')}
          allowDeselect={false}
          data={THREATS.map((value) => ({ value, label: t(`competitors:threat.${value}`) }))}
          {...form.getInputProps('threat')}
        />
        {isNew && <TextInput label={label('website')} type="url" {...form.getInputProps('website')} />}
      </SimpleGrid>
      {TEXTS.map((field) => (
        <Textarea
          key={field}
          label={t(`competitors:here.${field}`)}
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps(field)}
        />
      ))}
    </RecordDialog>
  );
}
