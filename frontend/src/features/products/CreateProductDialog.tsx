import { Input, NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateProductDialogMutation } from '@/__generated__/CreateProductDialogMutation.graphql';
import type { UserErrorLike } from '@/app/errors';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';
import { isBetween } from '../deal/lines/amounts';
import { PriceInputs } from './PriceInputs';
import type { Price } from './prices';

interface Props {
  onClose: () => void;
  onCreated: (id: string) => void;
}

interface Values extends Record<string, unknown> {
  name: string;
  code: string;
  series: string;
  description: string;
  taxPercent: string;
  prices: Price[];
}

const text = (value: string) => value.trim() || null;

/** `prices.0.unitPrice` is shown at the prices as a whole. */
const atFields = (error: UserErrorLike): UserErrorLike => {
  const path = error.path.filter((part) => part !== 'input');
  return path[0] === 'prices' ? { ...error, path: ['prices'] } : error;
};

export function CreateProductDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['products', 'lines', 'app', 'common']);
  const [create] = useAction<CreateProductDialogMutation>(graphql`
    mutation CreateProductDialogMutation($input: CreateProductInput!) {
      createProduct(input: $input) {
        product {
          id
          version
          ...ProductCells_product
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm<Values>({
    initialValues: { name: '', code: '', series: '', description: '', taxPercent: '', prices: [] },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      taxPercent: (value) => (value === '' || isBetween(value, 0, 100) ? null : t('lines:invalid.percent')),
    },
  });
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <RecordDialog
      title={t('products:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values): Promise<SaveResult> => {
        const input = {
          name: values.name.trim(),
          code: text(values.code),
          series: text(values.series),
          description: text(values.description),
          taxPercent: values.taxPercent || '0',
          prices: values.prices.filter(({ unitPrice }) => unitPrice !== ''),
        };
        const result = await create({ input }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createProduct.product?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result.ok ? result : { ok: false, errors: result.errors.map(atFields) };
      }}
    >
      <TextInput label={label('name')} required data-autofocus {...form.getInputProps('name')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput label={label('code')} {...form.getInputProps('code')} />
        <TextInput label={label('series')} {...form.getInputProps('series')} />
        <NumberInput
          label={label('taxPercent')}
          hideControls
          allowNegative={false}
          decimalScale={2}
          value={form.values.taxPercent}
          error={form.errors.taxPercent}
          onValueChange={({ value }) => form.setFieldValue('taxPercent', value)}
        />
      </SimpleGrid>
      <Input.Wrapper
        label={label('prices')}
        description={t('products:pricesHint')}
        error={form.errors.prices}
      >
        <PriceInputs
          prices={form.values.prices}
          onChange={(prices) => {
            form.setFieldValue('prices', prices);
            form.clearFieldError('prices');
          }}
        />
      </Input.Wrapper>
      <Textarea
        label={label('description')}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
    </RecordDialog>
  );
}
