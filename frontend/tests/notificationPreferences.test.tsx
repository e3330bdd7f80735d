import { Notifications, notifications } from '@mantine/notifications';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import NotificationPreferences from '@/features/settings/notifications/NotificationPreferences';
import texts from '@/i18n/en/notifications.json';
import settings from '@/i18n/en/settings.json';
import { answer, asked, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'notifications', texts);
  i18next.addResourceBundle('en', 'settings', settings);
});
afterEach(() => notifications.clean());

describe('what one is told', () => {
  const preferences = [
    ['TASK_ASSIGNED', true, true],
    ['DEAL_ASSIGNED', true, true],
    ['APPROVAL_REQUESTED', true, true],
    ['APPROVAL_DECIDED', true, true],
    ['MENTION', true, true],
    ['REMINDER', true, false],
    ['DEAL_WON', true, false],
  ].map(([kind, inbox, email]) => ({ __typename: 'NotificationPreference', kind, inbox, email }));

  async function open(emailAvailable: boolean) {
    const { environment } = renderUi(
      <>
        <Notifications />
        <Suspense fallback="loading">
          <NotificationPreferences />
        </Suspense>
      </>,
    );
    await answer(environment, 'NotificationPreferencesQuery', {
      emailAvailable,
      notificationPreferences: preferences,
    });
    await screen.findByRole('table', { name: 'Notifications' });
    return { environment, user: userEvent.setup() };
  }
  const way = (name: string) => screen.getByRole('switch', { name }) as HTMLInputElement;

  it('is saved with each click, and stays as the server answers', async () => {
    const { environment, user } = await open(true);
    expect(way('A reminder: E-mail').checked).toBe(false);
    await user.click(way('A reminder: E-mail'));
    expect(way('A reminder: E-mail').checked).toBe(true);
    const operation = await asked(environment, 'useSetPreferenceMutation');
    const wanted = { kind: 'REMINDER', inbox: true, email: true };
    expect(operation.request.variables.input).toEqual({ preferences: [wanted] });
    const saved = preferences.map((one) => (one.kind === 'REMINDER' ? { ...one, email: true } : one));
    await act(async () =>
      resolve(environment, operation, {
        data: { setNotificationPreferences: { preferences: saved, userErrors: [] } },
      }),
    );
    expect(way('A reminder: E-mail').checked).toBe(true);
    expect(way('A task for you: Inbox').checked).toBe(true);
    expect(way('A deal for you: E-mail').checked).toBe(true);
  });

  it('goes back when the server refuses', async () => {
    const { environment, user } = await open(true);
    await user.click(way('A deal was won: Inbox'));
    expect(way('A deal was won: Inbox').checked).toBe(false);
    const refused = { __typename: 'InvalidInput', code: 'INVALID', message: 'Not now.', path: [] };
    await answer(environment, 'useSetPreferenceMutation', {
      setNotificationPreferences: { preferences: [], userErrors: [refused] },
    });
    expect(way('A deal was won: Inbox').checked).toBe(true);
    expect(await screen.findByText('Not now.')).toBeTruthy();
  });

  it('says why there is no e-mail', async () => {
    await open(false);
    const email = way('A task for you: E-mail');
    expect(email.disabled).toBe(true);
    const why = document.getElementById(email.getAttribute('aria-describedby') ?? '');
    expect(why?.textContent).toMatch(/cannot send e-mails/);
    expect(way('A task for you: Inbox').disabled).toBe(false);
  });
});
