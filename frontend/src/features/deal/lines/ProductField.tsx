import { Anchor, Autocomplete, Group, Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { ProductFieldQuery } from '@/__generated__/ProductFieldQuery.graphql';
import { Money } from '@/ui/Money';
import classes from './Lines.module.css';

export type Choice = ProductFieldQuery['response']['products']['nodes'][number];

interface Props {
  text: string;
  product: Choice | null;
  currency: string;
  error: ReactNode;
  onText: (text: string) => void;
  onProduct: (product: Choice | null) => void;
}

const MOST = 20;

/** What an option is called; the code tells namesakes apart. */
export function nameOf({ name, code }: Pick<Choice, 'name' | 'code'>): string {
  return code ? `${name} · ${code}` : name;
}

/** The description of a line: of a product of the catalogue, or whatever somebody types. */
export function ProductField({ text, product, currency, error, onText, onProduct }: Props) {
  const { t } = useTranslation('lines');
  const environment = useRelayEnvironment();
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const [found, setFound] = useState<readonly Choice[]>([]);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const search = product ? '' : wanted;

  useEffect(() => {
    if (!asked) return;
    setBusy(true);
    const request = fetchQuery<ProductFieldQuery>(
      environment,
      graphql`
        query ProductFieldQuery($search: String, $first: Int!, $currency: String!) {
          products(search: $search, first: $first, orderBy: [{ field: NAME }]) {
            nodes {
              id
              name
              code
              taxPercent
              price(currency: $currency)
            }
          }
        }
      `,
      { search: search || null, first: MOST, currency },
    ).subscribe({
      next: ({ products }) => setFound(products.nodes),
      // Only an offer: a line can be described without it.
      error: () => setBusy(false),
      complete: () => setBusy(false),
    });
    return () => request.unsubscribe();
  }, [environment, asked, search, currency]);

  const byName = new Map(found.map((one) => [nameOf(one), one]));
  return (
    <div>
      <Autocomplete
        label={t('form.what')}
        placeholder={t('form.placeholder')}
        required
        withAsterisk={false}
        data={[...byName.keys()]}
        // The server has searched already, also by fields that the name does not show.
        filter={({ options }) => options}
        value={text}
        error={error}
        rightSection={busy ? <Loader size={14} /> : undefined}
        renderOption={({ option }) => (
          <Group justify="space-between" gap="sm" wrap="nowrap" w="100%">
            <span>{option.value}</span>
            <Text size="xs" c="dimmed" component="span">
              <Money amount={byName.get(option.value)?.price} currency={currency} />
            </Text>
          </Group>
        )}
        onFocus={() => setAsked(true)}
        onChange={onText}
        onOptionSubmit={(value) => {
          const chosen = byName.get(value);
          // After the text, which the option writes as well.
          if (chosen) setTimeout(() => onProduct(chosen));
        }}
      />
      {product && (
        <Text size="xs" c="dimmed" mt={4} className={classes.chosen}>
          {t('form.ofProduct', { name: nameOf(product) })}
          <Anchor component="button" type="button" size="xs" onClick={() => onProduct(null)}>
            {t('form.unlink')}
          </Anchor>
        </Text>
      )}
    </div>
  );
}
