import { CloseButton, Group, VisuallyHidden } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBox from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs';
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import IconRubberStamp from '@tabler/icons-react/dist/esm/icons/IconRubberStamp.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCell } from '@/relay/store';
import classes from './Frame.module.css';
import { waitingApprovals } from './LiveApprovals';
import { openTasks } from './LiveTasks';
import { useWorkspace } from './workspace';

interface Page {
  key: string;
  to: string;
  icon: Icon;
  shortcut: string;
  /** Begins another group. */
  apart?: boolean;
}

/** The daily work first, then what it draws on. */
export const PAGES = [
  { key: 'board', to: '/board', icon: IconLayoutKanban, shortcut: 'g b' },
  { key: 'deals', to: '/deals', icon: IconTable, shortcut: 'g d' },
  { key: 'leads', to: '/leads', icon: IconTargetArrow, shortcut: 'g l' },
  { key: 'accounts', to: '/accounts', icon: IconBuildingSkyscraper, shortcut: 'g a' },
  { key: 'contacts', to: '/contacts', icon: IconAddressBook, shortcut: 'g c' },
  { key: 'tasks', to: '/tasks', icon: IconChecklist, shortcut: 'g t' },
  { key: 'approvals', to: '/approvals', icon: IconRubberStamp, shortcut: 'g v' },
  { key: 'proposals', to: '/proposals', icon: IconFileDollar, shortcut: 'g q' },
  { key: 'contracts', to: '/contracts', icon: IconSignature, shortcut: 'g k' },
  { key: 'orders', to: '/orders', icon: IconPackage, shortcut: 'g r' },
  { key: 'products', to: '/products', icon: IconBox, shortcut: 'g p', apart: true },
  { key: 'competitors', to: '/competitors', icon: IconSwords, shortcut: 'g o' },
  { key: 'settings', to: '/settings', icon: IconSettings, shortcut: 'g s', apart: true },
] as const satisfies readonly Page[];

function WorkspaceName() {
  return <>{useWorkspace().name}</>;
}

/** A number that changes while one looks; who does not see it hears what it counts. */
function Count({ count, text }: { count: number; text: string }) {
  return (
    <>
      <span className={classes.count} aria-hidden>
        {count > 99 ? '99+' : count}
      </span>
      <VisuallyHidden>{text}</VisuallyHidden>
    </>
  );
}

export function Navigation({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('app');
  const tasks = useCell(openTasks);
  const approvals = useCell(waitingApprovals);
  return (
    <>
      <Group wrap="nowrap" justify="space-between" pr="sm" gap={0}>
        <Link to="/board" className={classes.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          Dealstream
        </Link>
        {opened && <CloseButton hiddenFrom="sm" c="white" onClick={onClose} aria-label={t('nav.close')} />}
      </Group>
      <div className={classes.workspace}>
        <Suspense fallback={' '}>
          <WorkspaceName />
        </Suspense>
      </div>
      <nav aria-label={t('nav.main')}>
        {PAGES.map(({ key, to, icon: PageIcon, ...page }) => (
          <Link
            key={key}
            to={to}
            className={classes.link}
            data-apart={'apart' in page || undefined}
            activeOptions={{ exact: false, includeSearch: false }}
          >
            <PageIcon size={19} stroke={1.7} aria-hidden />
            {t(`nav.${key}`)}
            {key === 'tasks' && tasks > 0 && (
              <Count count={tasks} text={t('nav.openTasks', { count: tasks })} />
            )}
            {key === 'approvals' && approvals > 0 && (
              <Count count={approvals} text={t('nav.waitingApprovals', { count: approvals })} />
            )}
          </Link>
        ))}
      </nav>
    </>
  );
}
