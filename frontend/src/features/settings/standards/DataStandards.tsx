import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DetailSearch } from '@/searchParams';
import type { FieldSubject } from '../../fields/definitions';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { StandardList } from './StandardList';

const SUBJECTS: readonly FieldSubject[] = ['DEAL', 'LEAD', 'ACCOUNT', 'CONTACT', 'TASK'];

/** What the company asks of the built-in fields, of each kind of record. */
export default function DataStandards() {
  const { t } = useTranslation(['fields', 'settings', 'app']);
  const admin = useIsAdmin();
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const subject = SUBJECTS.find((one) => one === search.tab) ?? 'DEAL';
  return (
    <Panel title={t('settings:section.data-standards')} hint={t('fields:standards.hint')} readOnly={!admin}>
      <Tabs
        value={subject}
        keepMounted={false}
        onChange={(tab) => void navigate({ to: '.', search: { tab: tab ?? undefined }, replace: true })}
      >
        <Tabs.List mb="md">
          {SUBJECTS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`fields:subject.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SUBJECTS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            <StandardList subject={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
