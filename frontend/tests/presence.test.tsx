import { act, fireEvent, screen } from '@testing-library/react';
import i18next from 'i18next';
import type { MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EditedBy } from '@/features/presence/EditedBy';
import { PresenceProvider } from '@/features/presence/PresenceProvider';
import { PresentPeople } from '@/features/presence/PresentPeople';
import presence from '@/i18n/en/presence.json';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

function page() {
  const { environment } = renderUi(
    <PresenceProvider subjectId="deal_1">
      <PresentPeople />
      <div data-field="next_step">
        <input aria-label="Next step" />
        <EditedBy field="nextStep" />
      </div>
      <div data-field="ownerId">
        <input aria-label="Owner" />
      </div>
      <input aria-label="Elsewhere" />
    </PresenceProvider>,
  );
  return environment;
}

/** What was said since the last look: field and whether. */
function said(environment: MockEnvironment): [string, boolean][] {
  const told: [string, boolean][] = [];
  for (;;) {
    const operation = findOperation(environment, 'useSayEditing');
    if (!operation) return told;
    const { field, editing } = operation.request.variables.input;
    told.push([field, editing]);
    act(() => resolve(environment, operation, { data: { setEditing: { editing: [] } } }));
  }
}

const focus = (label: string) => act(() => screen.getByLabelText(label).focus());
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

beforeEach(() => {
  i18next.addResourceBundle('en', 'presence', presence);
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('presence', () => {
  it('says which field is being edited, again while it lasts, and that it is over', () => {
    const environment = page();
    focus('Next step');
    expect(said(environment)).toEqual([]);
    pass(500);
    expect(said(environment)).toEqual([['nextStep', true]]);
    pass(20_000);
    expect(said(environment)).toEqual([['nextStep', true]]);
    fireEvent.blur(screen.getByLabelText('Next step'));
    pass(10);
    expect(said(environment)).toEqual([['nextStep', false]]);
    pass(60_000);
    expect(said(environment)).toEqual([]);
  });

  it('says nothing of fields that are only passed, nor of what is no field of the record', () => {
    const environment = page();
    focus('Next step');
    pass(100);
    focus('Owner');
    pass(500);
    expect(said(environment)).toEqual([['owner', true]]);
    focus('Elsewhere');
    pass(500);
    expect(said(environment)).toEqual([['owner', false]]);
  });

  it('shows who is here and what they edit, until they are gone', () => {
    const environment = page();
    const operation = environment.mock.getMostRecentOperation();
    const tell = (people: object[]) =>
      act(() => environment.mock.nextValue(operation, { data: { presence: { people } } }));
    const ben = { id: 'user_2', name: 'Ben', avatarColor: 'teal' };
    tell([
      { user: ben, editing: ['nextStep'] },
      { user: null, editing: [] },
    ]);
    expect(screen.getByRole('status').textContent).toBe('Ben has this page open too');
    expect(screen.getByText('Ben is editing this')).toBeTruthy();
    tell([{ user: ben, editing: [] }]);
    expect(screen.queryByText('Ben is editing this')).toBeNull();
    tell([]);
    expect(screen.getByRole('status').textContent).toBe('');
  });
});
