import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProductView_product$key } from '@/__generated__/ProductView_product.graphql';
import { useCanManage } from '@/app/viewer';
import type { DetailSearch } from '@/searchParams';
import { TabPanel } from '@/ui/tabRow/TabPanel';
import { TabRow } from '@/ui/tabRow/TabRow';
import classes from '../records/Record.module.css';
import { RecordHead } from '../records/RecordHead';
import { RecordHistory } from '../records/RecordHistory';
import { ProductDeals } from './ProductDeals';
import { ProductDetails } from './ProductDetails';
import { useUpdateProduct } from './useUpdateProduct';

const TABS = ['deals', 'history'] as const;

interface Props {
  product: ProductView_product$key;
  /** Somebody else just changed it. */
  fresh: boolean;
  onChanged: () => void;
}

export function ProductView({ product, fresh, onChanged }: Props) {
  const { t } = useTranslation(['products', 'accounts']);
  const navigate = useNavigate();
  const canManage = useCanManage();
  const search: DetailSearch = useSearch({ strict: false });
  const tab = TABS.find((one) => one === search.tab) ?? 'deals';
  const data = useFragment(
    graphql`
      fragment ProductView_product on Product {
        id
        version
        name
        active
        lineCount: lines(first: 1) {
          totalCount
        }
        ...ProductDetails_product
        ...ProductDeals_product
      }
    `,
    product,
  );
  const update = useUpdateProduct(data.id);
  const openTab = (next: string | null) =>
    void navigate({ to: '.', search: { tab: next ?? undefined }, replace: true });

  return (
    <>
      <RecordHead
        kind="products"
        name={data.name}
        archived={!data.active}
        canArchive={canManage}
        setArchived={(archived) => update({ active: !archived })}
        onChanged={onChanged}
      />
      <div className={classes.page}>
        <section className={classes.panel} data-fresh={fresh || undefined} aria-label={t('products:details')}>
          <ProductDetails product={data} />
        </section>
        <div className={classes.panel}>
          <Tabs value={tab} keepMounted={false} onChange={openTab}>
            <TabRow
              value={tab}
              onChange={openTab}
              tabs={[
                { value: 'deals', label: t('products:deals.tab'), count: data.lineCount.totalCount },
                { value: 'history', label: t('accounts:tab.history') },
              ]}
            />
            <TabPanel value="deals">
              <ProductDeals product={data} />
            </TabPanel>
            <TabPanel value="history">
              <RecordHistory id={data.id} version={data.version} />
            </TabPanel>
          </Tabs>
        </div>
      </div>
    </>
  );
}
