import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DetailSearch } from '@/searchParams';
import type { FieldSubject } from '../../fields/definitions';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { FieldList } from './FieldList';

const SUBJECTS: readonly FieldSubject[] = ['DEAL', 'LEAD', 'ACCOUNT', 'CONTACT', 'TASK', 'PROPOSAL'];

/** The company's own fields, of each kind of record. */
export default function CustomFields() {
  const { t } = useTranslation(['fields', 'settings']);
  const admin = useIsAdmin();
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const subject = SUBJECTS.find((one) => one === search.tab) ?? 'DEAL';
  return (
    <Panel title={t('settings:section.custom-fields')} hint={t('fields:hint')} readOnly={!admin}>
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
            <FieldList subject={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}
