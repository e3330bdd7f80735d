import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import cs from '@/i18n/cs/common.json';
import { timeZoneCell } from '@/i18n/format';
import { typedMoment } from '@/i18n/typedDay';
import { DateTimeInput } from '@/ui/DateTimeInput';
import { renderUi } from './render';

const given = vi.fn();

function Moment({ start }: { start: string | null }) {
  const [value, setValue] = useState(start);
  return (
    <DateTimeInput
      label="When"
      clearable
      value={value}
      onChange={(next) => {
        given(next);
        setValue(next);
      }}
    />
  );
}

const input = () => screen.getByLabelText<HTMLInputElement>('When');

describe('a day and a time', () => {
  beforeEach(() => {
    given.mockReset();
    timeZoneCell.set('Europe/Prague');
  });
  afterEach(() => act(() => i18next.changeLanguage('en')));

  it('are typed as the language writes them, by the clock of the user', async () => {
    i18next.addResourceBundle('cs', 'common', cs);
    await i18next.changeLanguage('cs');
    renderUi(<Moment start={null} />);
    await userEvent.type(input(), '7. 5. 2026 14:30');
    expect(given).toHaveBeenLastCalledWith('2026-05-07T12:30:00.000Z');
    await userEvent.tab();
    expect(input().value).toBe('7. 5. 2026 14:30');
  });

  it('keep the time when another day is chosen, and are emptied by emptying the text', async () => {
    renderUi(<Moment start="2026-05-07T12:30:00.000Z" />);
    expect(input().value).toBe('May 7, 2026, 2:30 PM');
    await userEvent.click(input());
    await userEvent.click(await screen.findByRole('button', { name: /12 May 2026|May 12, 2026/ }));
    expect(given).toHaveBeenLastCalledWith('2026-05-12T12:30:00.000Z');
    expect(input().value).toBe('May 12, 2026, 2:30 PM');
    await userEvent.clear(input());
    expect(given).toHaveBeenLastCalledWith(null);
  });
});

describe('a typed moment', () => {
  it.each([
    ['7. 5. 2026 14:30', 'cs', '2026-05-07 14:30:00'],
    ['07.05.2026 9:05', 'de', '2026-05-07 09:05:00'],
    ['7.5.26, 14.30', 'pl', '2026-05-07 14:30:00'],
    ['5/7/2026 2:30 pm', 'en', '2026-05-07 14:30:00'],
    ['May 7, 2026, 12:05 AM', 'en', '2026-05-07 00:05:00'],
    ['2026-05-07T14:30', 'ru', '2026-05-07 14:30:00'],
    ['7. 5. 26', 'cs', '2026-05-07 00:00:00'],
  ])('%s (%s) is %s', (text, language, moment) => {
    expect(typedMoment(text, language)).toBe(moment);
  });

  it.each([
    ['7. 5. 2026 25:00', 'cs'],
    ['7. 5. 2026 14:60', 'cs'],
    ['5/7/2026 13:00 pm', 'en'],
    ['7. 5. 14:30', 'cs'],
    ['14:30', 'de'],
    ['', 'en'],
  ])('%s (%s) is none', (text, language) => {
    expect(typedMoment(text, language)).toBeNull();
  });
});
