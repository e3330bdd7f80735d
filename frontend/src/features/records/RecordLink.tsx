import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props extends Pick<AnchorProps, 'size' | 'fw' | 'c' | 'truncate'> {
  kind:
    | 'account'
    | 'contact'
    | 'deal'
    | 'lead'
    | 'competitor'
    | 'product'
    | 'proposal'
    | 'order'
    | 'contract';
  id: string;
  /** Which tab it opens on; its first when left out. */
  tab?: string;
  /** The file that is open there. */
  file?: string;
  children: ReactNode;
}

/** A link to a record's page. In a table the row must not open as well. */
export function RecordLink({ kind, id, tab, file, children, ...look }: Props) {
  const search = tab ? { tab, file } : {};
  return (
    <Anchor
      size="sm"
      {...look}
      onClick={(event) => event.stopPropagation()}
      renderRoot={(props) => {
        switch (kind) {
          case 'account':
            return <Link {...props} to="/accounts/$accountId" params={{ accountId: id }} search={search} />;
          case 'contact':
            return <Link {...props} to="/contacts/$contactId" params={{ contactId: id }} search={search} />;
          case 'deal':
            return <Link {...props} to="/deals/$dealId" params={{ dealId: id }} search={search} />;
          case 'lead':
            return <Link {...props} to="/leads/$leadId" params={{ leadId: id }} search={search} />;
          case 'competitor':
            return (
              <Link
                {...props}
                to="/competitors/$competitorId"
                params={{ competitorId: id }}
                search={search}
              />
            );
          case 'proposal':
            return (
              <Link {...props} to="/proposals/$proposalId" params={{ proposalId: id }} search={search} />
            );
          case 'contract':
            return (
              <Link {...props} to="/contracts/$contractId" params={{ contractId: id }} search={search} />
            );
          case 'order':
            return <Link {...props} to="/orders/$orderId" params={{ orderId: id }} search={search} />;
          case 'product':
            return <Link {...props} to="/products/$productId" params={{ productId: id }} search={search} />;
        }
      }}
    >
      {children}
    </Anchor>
  );
}
