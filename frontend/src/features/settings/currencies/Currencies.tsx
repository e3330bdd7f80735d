import { Badge, Button, Group, NumberInput, Select, Table, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { CurrenciesMutation } from '@/__generated__/CurrenciesMutation.graphql';
import type { CurrenciesQuery } from '@/__generated__/CurrenciesQuery.graphql';
import { useAction } from '@/app/useAction';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { InlineEdit } from '@/ui/InlineEdit';
import { StackedTable } from '@/ui/StackedTable';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useCurrencyName, useCurrencyOptions } from '../options';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';

const query = graphql`
  query CurrenciesQuery {
    currencies(includeArchived: true) {
      id
      code
      rate
      isBase
      archived
      version
      updatedAt
    }
  }
`;

type Currency = CurrenciesQuery['response']['currencies'][number];

export function isRate(value: string | null): boolean {
  return value !== null && /^\d+([.,]\d+)?$/.test(value) && Number(value.replace(',', '.')) > 0;
}

/** What one unit of each currency is worth in the base currency. */
export default function Currencies() {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const format = useFormat();
  const name = useCurrencyName();
  const [showArchived, setShowArchived] = useState(false);
  const { currencies } = useLazyLoadQuery<CurrenciesQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  // Changes find their row by themselves; a new currency needs the list once more.
  const refetch = useQuietRefetch<CurrenciesQuery>(query, {});
  const [commit] = useAction<CurrenciesMutation>(graphql`
    mutation CurrenciesMutation($input: SetCurrencyInput!) {
      setCurrency(input: $input) {
        currency {
          id
          code
          rate
          isBase
          archived
          version
          updatedAt
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const set = async (
    input: { code: string; rate: string; archived?: boolean; expectedVersion?: number },
    quiet = false,
  ) => {
    const result = await commit({ input }, quiet ? { onRefused: () => undefined } : {});
    if (result.ok && !currencies.some(({ code }) => code === input.code)) refetch();
    return result;
  };
  const base = currencies.find(({ isBase }) => isBase)?.code ?? '';
  const archived = currencies.filter((one) => one.archived);
  const shown = currencies.filter((one) => showArchived || !one.archived);

  const archiveButton = ({ code, rate, version, archived: gone, isBase }: Currency) =>
    admin &&
    !isBase && (
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-label={`${t(gone ? 'common:action.restore' : 'common:action.archive')}: ${code}`}
        onClick={() => void set({ code, rate, archived: !gone, expectedVersion: version })}
      >
        {t(gone ? 'common:action.restore' : 'common:action.archive')}
      </Button>
    );

  return (
    <Panel
      title={t('settings:section.currencies')}
      hint={t('settings:currencies.hint', { base })}
      readOnly={!admin}
    >
      <StackedTable label={t('settings:section.currencies')} minWidth={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('settings:currencies.currency')}</Table.Th>
            <Table.Th ta="right">{t('settings:currencies.rate', { base })}</Table.Th>
            <Table.Th>{t('settings:currencies.updated')}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((currency) => (
            <Table.Tr key={currency.code}>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm" fw={600} span>
                    {currency.code}
                  </Text>
                  <Text size="sm" c="dimmed" span>
                    {name(currency.code)}
                  </Text>
                  {currency.isBase && <Badge variant="light">{t('settings:currencies.base')}</Badge>}
                  {currency.archived && <Badge variant="default">{t('settings:archived')}</Badge>}
                </Group>
              </Table.Td>
              <Table.Td ta="right" className="ds-number" data-label={t('settings:currencies.rate', { base })}>
                <InlineEdit
                  label={t('settings:currencies.rateOf', { code: currency.code })}
                  value={currency.rate}
                  align="right"
                  required
                  disabled={!admin || currency.isBase || currency.archived}
                  validate={(value) => (isRate(value) ? undefined : t('settings:currencies.badRate'))}
                  onSave={(rate) =>
                    set(
                      {
                        code: currency.code,
                        rate: (rate ?? '').replace(',', '.'),
                        expectedVersion: currency.version,
                      },
                      true,
                    )
                  }
                >
                  {format.rate(currency.rate)}
                </InlineEdit>
              </Table.Td>
              <Table.Td data-label={t('settings:currencies.updated')}>
                <DateText value={currency.updatedAt} variant="relative" />
              </Table.Td>
              <Table.Td ta="right">{archiveButton(currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      {archived.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          mt="xs"
          onClick={() => setShowArchived(!showArchived)}
        >
          {showArchived ? t('settings:hideArchived') : t('settings:showArchived', { count: archived.length })}
        </Button>
      )}
      {admin && (
        <AddCurrency
          base={base}
          known={currencies.map(({ code }) => code)}
          onAdd={async (code, rate) => (await set({ code, rate })).ok}
        />
      )}
    </Panel>
  );
}

interface AddProps {
  base: string;
  known: readonly string[];
  onAdd: (code: string, rate: string) => Promise<boolean>;
}

function AddCurrency({ base, known, onAdd }: AddProps) {
  const { t } = useTranslation(['settings', 'common']);
  const options = useCurrencyOptions(known);
  const form = useForm({
    initialValues: { code: null as string | null, rate: '' as string | number },
    validate: {
      code: (value) => (value ? null : t('common:edit.required')),
      rate: (value) => (isRate(String(value)) ? null : t('settings:currencies.badRate')),
    },
  });
  const submit = form.onSubmit(async ({ code, rate }) => {
    if (code && (await onAdd(code, String(rate)))) form.reset();
  });
  return (
    <form onSubmit={submit} noValidate>
      <Group gap="xs" mt="lg" align="flex-start">
        <Select
          label={t('settings:currencies.add')}
          searchable
          limit={60}
          w={280}
          data={options}
          {...form.getInputProps('code')}
        />
        <NumberInput
          label={t('settings:currencies.rate', { base })}
          hideControls
          min={0}
          decimalScale={8}
          w={180}
          {...form.getInputProps('rate')}
        />
        <Button type="submit" mt={24}>
          {t('common:action.add')}
        </Button>
      </Group>
    </form>
  );
}
