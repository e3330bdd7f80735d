import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { CreateActivityDialog } from '@/features/activities/CreateActivityDialog';
import texts from '@/i18n/en/activities.json';
import { answer } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'activities', texts);
});

const KINDS = ['Meeting', 'Call', 'Email', 'Letter'].map((label) => ({
  __typename: 'Lookup',
  id: `k-${label}`,
  key: label.toLowerCase(),
  label,
  labels: [],
}));

async function open(planned: boolean) {
  const { environment } = renderUi(
    <ViewerContext value={{ id: 'u1', role: 'REP' } as unknown as Viewer}>
      <Suspense fallback="wait">
        <CreateActivityDialog
          about={{ dealId: 'd1' }}
          planned={planned}
          kinds={KINDS}
          kindId="k-Meeting"
          contactIds={[]}
          accountId={undefined}
          create={async () => ({ ok: true })}
          onClose={() => undefined}
        />
      </Suspense>
    </ViewerContext>,
  );
  const user = userEvent.setup();
  await screen.findByRole('combobox', { name: 'Lasts' });
  let known = false;
  const choose = async (label: string) => {
    await user.click(screen.getByRole('combobox', { name: /^Kind/ }));
    if (!known) await answer(environment, 'recordOptionsLookupsQuery', { lookups: KINDS });
    known = true;
    await user.click(await screen.findByRole('option', { name: label }));
  };
  return { user, choose };
}

const lasts = () => (screen.getByRole('combobox', { name: 'Lasts' }) as HTMLInputElement).value;

describe('how long it lasts', () => {
  it('is not said of what was written, and begins anew with another kind', async () => {
    const { choose } = await open(false);
    expect(lasts()).toBe('1 hr');
    await choose('Email');
    await waitFor(() => expect(lasts()).toBe('Not said'));
    await choose('Letter');
    expect(lasts()).toBe('Not said');
    await choose('Call');
    await waitFor(() => expect(lasts()).toBe('1 hr'));
  });

  it('stays when somebody has said it', async () => {
    const { user, choose } = await open(false);
    await user.click(screen.getByRole('combobox', { name: 'Lasts' }));
    await user.click(await screen.findByRole('option', { name: '30 min' }));
    await choose('Email');
    expect(lasts()).toBe('30 min');
  });

  it('is room in the calendar for what is planned', async () => {
    const { choose } = await open(true);
    await choose('Email');
    expect(lasts()).toBe('1 hr');
  });
});
