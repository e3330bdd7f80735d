import IconReceipt from '@tabler/icons-react/dist/esm/icons/IconReceipt.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { Lines_deal$key } from '@/__generated__/Lines_deal.graphql';
import type { LinesQuery } from '@/__generated__/LinesQuery.graphql';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useRefetchOn } from '../../records/useRefetchOn';
import { LineForm } from './LineForm';
import { LineTable } from './LineTable';
import { LineTotals } from './LineTotals';
import { useLines } from './useLines';

const query = graphql`
  query LinesQuery($id: ID!) {
    deal(id: $id) {
      id
      ...Lines_deal
    }
  }
`;

interface Props {
  dealId: string;
  /** Grows with every event of a line of the deal, and when events may have been missed. */
  changes: number;
}

/** What is sold: products or whatever was agreed on, how many, for how much. The deal's amount follows. */
export default function Lines({ dealId, changes }: Props) {
  const { deal } = useLazyLoadQuery<LinesQuery>(query, { id: dealId }, { fetchPolicy: 'store-and-network' });
  useRefetchOn(changes, useQuietRefetch<LinesQuery>(query, { id: dealId }));
  return deal && <Loaded deal={deal} />;
}

function Loaded({ deal: key }: { deal: Lines_deal$key }) {
  const { t } = useTranslation('lines');
  const deal = useFragment(
    graphql`
      fragment Lines_deal on Deal {
        id
        version
        amount
        currency
        viewerCanEdit
        lines(first: 200) {
          nodes {
            id
            version
            description
            quantity
            unitPrice
            discountPercent
            taxPercent
            total
            tax
            totalWithTax
            product {
              id
              name
              code
            }
          }
        }
        lineTotals {
          lines
          gross
          discount
          net
          tax
          total
        }
      }
    `,
    key,
  );
  const actions = useLines(deal);
  const lines = deal.lines.nodes;
  return (
    <>
      {lines.length === 0 ? (
        <Empty title={t('empty.title')} icon={IconReceipt}>
          {t('empty.body')}
        </Empty>
      ) : (
        <LineTable
          list={deal.id}
          lines={lines}
          currency={deal.currency}
          actions={actions}
          readOnly={!deal.viewerCanEdit}
        />
      )}
      {deal.viewerCanEdit && (
        <LineForm currency={deal.currency} taxPercent={lines.at(-1)?.taxPercent} add={actions.add} />
      )}
      {lines.length > 0 && <LineTotals deal={deal} />}
    </>
  );
}
