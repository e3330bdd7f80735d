import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props extends Pick<AnchorProps, 'size' | 'fw' | 'c' | 'truncate'> {
  kind: 'account' | 'contact' | 'deal';
  id: string;
  children: ReactNode;
}

/** A link to a record's page. In a table the row must not open as well. */
export function RecordLink({ kind, id, children, ...look }: Props) {
  return (
    <Anchor
      size="sm"
      {...look}
      onClick={(event) => event.stopPropagation()}
      renderRoot={(props) => {
        if (kind === 'account')
          return <Link {...props} to="/accounts/$accountId" params={{ accountId: id }} />;
        if (kind === 'contact')
          return <Link {...props} to="/contacts/$contactId" params={{ contactId: id }} />;
        return <Link {...props} to="/deals/$dealId" params={{ dealId: id }} />;
      }}
    >
      {children}
    </Anchor>
  );
}
