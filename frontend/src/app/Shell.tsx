import { Navigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ShellViewerQuery } from '@/__generated__/ShellViewerQuery.graphql';
import { changeLanguage, hasStoredLanguage, toLanguage } from '@/i18n';
import { timeZoneCell } from '@/i18n/format';
import { session } from '@/relay/session';
import { useCell } from '@/relay/store';
import { Frame } from './Frame';
import { ViewerContext } from './viewer';

/** Asks who is signed in and either shows the application or leads to the way in. */
export default function Shell() {
  const state = useCell(session);
  const next = useRouterState({ select: (router) => router.location.href });
  const { setup, viewer } = useLazyLoadQuery<ShellViewerQuery>(
    graphql`
      query ShellViewerQuery {
        setup {
          needed
        }
        viewer {
          id
          name
          email
          role
          avatarColor
          locale
          timeZone
        }
      }
    `,
    {},
  );
  const timeZone = viewer?.timeZone;
  const locale = viewer?.locale;

  useEffect(() => {
    if (timeZone) timeZoneCell.set(timeZone);
  }, [timeZone]);
  useEffect(() => {
    const language = toLanguage(locale);
    if (language && !hasStoredLanguage()) void changeLanguage(language);
  }, [locale]);

  if (setup.needed) return <Navigate to="/set-up" replace />;
  if (!viewer || state === 'signedOut') {
    return <Navigate to="/sign-in" search={{ next: next === '/' ? undefined : next }} replace />;
  }
  return (
    <ViewerContext value={viewer}>
      <Frame />
    </ViewerContext>
  );
}
