import { Navigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
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
  if (!viewer || state === 'signedOut') return <ToSignIn />;
  return (
    <ViewerContext value={viewer}>
      <Frame />
    </ViewerContext>
  );
}

/** Remembers where the person was. Once: the address changes while the sign-in page is being loaded. */
function ToSignIn() {
  const router = useRouter();
  const [next] = useState(() => router.state.location.href);
  return <Navigate to="/sign-in" search={{ next: next === '/' ? undefined : next }} replace />;
}
