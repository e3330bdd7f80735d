import { NavLink, Select } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import classes from './Settings.module.css';
import { SECTIONS } from './sections';

export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const { section = 'profile' } = useParams({ strict: false });
  const Current = SECTIONS.find(({ id }) => id === section)?.page;
  return (
    <>
      <PageHeader title={t('title')} />
      <div className={classes.page}>
        <nav className={classes.nav} aria-label={t('sections')}>
          {SECTIONS.map(({ id, icon: SectionIcon }) => (
            <NavLink
              key={id}
              className={classes.navLink}
              label={t(`section.${id}`)}
              active={id === section}
              aria-current={id === section ? 'page' : undefined}
              leftSection={<SectionIcon size={18} stroke={1.7} aria-hidden />}
              renderRoot={(props) => <Link {...props} to="/settings/$section" params={{ section: id }} />}
            />
          ))}
        </nav>
        <Select
          hiddenFrom="sm"
          aria-label={t('sections')}
          allowDeselect={false}
          value={section}
          data={SECTIONS.map(({ id }) => ({ value: id, label: t(`section.${id}`) }))}
          onChange={(next) => next && void navigate({ to: '/settings/$section', params: { section: next } })}
        />
        <div>
          <ErrorBoundary key={section}>
            <Suspense fallback={<SkeletonRows rows={6} header />}>{Current && <Current />}</Suspense>
          </ErrorBoundary>
        </div>
      </div>
    </>
  );
}
