import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props extends Pick<AnchorProps, 'size' | 'fw' | 'c' | 'truncate'> {
  kind: 'account' | 'contact' | 'deal';
  id: string;
  /** Which tab it opens on; its first when left out. */
  tab?: string;
  children: ReactNode;
}

/** A link to a record's page. In a table the row must not open as well. */
export function RecordLink({ kind, id, tab, children, ...look }: Props) {
  return (
    <Anchor
      size="sm"
      {...look}
      onClick={(event) => event.stopPropagation()}
      renderRoot={(props) => {
        if (kind === 'account')
          return (
            <Link
              {...props}
              to="/accounts/$accountId"
              params={{ accountId: id }}
              search={tab ? { tab } : {}}
            />
          );
        if (kind === 'contact')
          return (
            <Link
              {...props}
              to="/contacts/$contactId"
              params={{ contactId: id }}
              search={tab ? { tab } : {}}
            />
          );
        return <Link {...props} to="/deals/$dealId" params={{ dealId: id }} search={tab ? { tab } : {}} />;
      }}
    >
      {children}
    </Anchor>
  );
}
