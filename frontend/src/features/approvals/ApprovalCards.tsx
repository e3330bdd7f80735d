import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ApprovalCards_approvals$key } from '@/__generated__/ApprovalCards_approvals.graphql';
import { focusWhenThere } from '@/app/focus';
import { useShortcut } from '@/app/shortcuts';
import { useNow } from '../board/useNow';
import type { Fresh } from '../records/useFresh';
import type { ApprovalDialog } from './ApprovalActions';
import { ApprovalCard } from './ApprovalCard';
import classes from './Approvals.module.css';
import { dueTone } from './due';

interface Props {
  approvals: ApprovalCards_approvals$key;
  fresh: Fresh;
  label: string;
}

/**
 * Runs one below the other, with keyboard: arrows or j/k walk, a approves, r rejects, d delegates. A key is pressed
 * by accident more easily than a button, so `a` asks once more: Enter confirms.
 */
export function ApprovalCards({ approvals, fresh, label }: Props) {
  const { t } = useTranslation('approvals');
  const root = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState<string>();
  const [open, setOpen] = useState<{ id: string; dialog: ApprovalDialog }>();
  const data = useFragment(
    graphql`
      fragment ApprovalCards_approvals on Approval @relay(plural: true) {
        id
        version
        status
        dueAt
        waitsForViewer
        deal {
          id
          name
        }
        ...ApprovalCard_approval
      }
    `,
    approvals,
  );
  const overdue = useNow((now) =>
    data
      .filter(({ status, dueAt }) => status === 'PENDING' && dueTone(dueAt, now) === 'overdue')
      .map(({ id }) => id)
      .join(' '),
  );
  const current = data.find(({ id }) => id === active);

  const focus = (id: string | undefined) => {
    setActive(id);
    focusWhenThere(() =>
      root.current?.querySelector<HTMLElement>(`[data-approval="${CSS.escape(id ?? '')}"]`),
    );
  };
  const walk = (by: -1 | 1) => {
    const index = data.findIndex(({ id }) => id === active);
    focus(data[Math.min(data.length - 1, Math.max(0, index + by))]?.id);
  };
  const ask = (dialog: ApprovalDialog) => current?.waitsForViewer && setOpen({ id: current.id, dialog });

  const group = t('title');
  const enabled = current?.waitsForViewer ?? false;
  useShortcut('j', () => walk(1), { label: t('keys.next'), group });
  useShortcut('k', () => walk(-1), { label: t('keys.previous'), group });
  useShortcut('a', () => ask('confirm'), { label: t('keys.approve'), group, enabled });
  useShortcut('r', () => ask('reject'), { label: t('keys.reject'), group, enabled });
  useShortcut('d', () => ask('delegate'), { label: t('keys.delegate'), group, enabled });

  const onKey = (event: KeyboardEvent) => {
    // Keys of controls inside the card belong to them.
    if (event.target !== event.currentTarget) return;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    walk(event.key === 'ArrowDown' ? 1 : -1);
  };

  return (
    <ul ref={root} className={classes.list} aria-label={label}>
      {data.map((approval) => (
        <li
          key={approval.id}
          data-approval={approval.id}
          data-fresh={fresh.has(approval.id) || undefined}
          data-due={overdue.split(' ').includes(approval.id) ? 'overdue' : undefined}
          className={classes.card}
          aria-label={approval.deal?.name ?? t('noDeal')}
          tabIndex={approval.id === (current?.id ?? data[0]?.id) ? 0 : -1}
          onFocus={() => setActive(approval.id)}
          onKeyDown={onKey}
        >
          <ApprovalCard
            approval={approval}
            dialog={open?.id === approval.id ? open.dialog : undefined}
            onDialog={(dialog) => setOpen(dialog && { id: approval.id, dialog })}
            onDone={() => focus(approval.id)}
          />
        </li>
      ))}
    </ul>
  );
}
