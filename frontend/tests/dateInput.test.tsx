import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, describe, expect, it, vi } from 'vitest';
import cs from '@/i18n/cs/common.json';
import de from '@/i18n/de/common.json';
import en from '@/i18n/en/common.json';
import pl from '@/i18n/pl/common.json';
import ru from '@/i18n/ru/common.json';
import { typedDay } from '@/i18n/typedDay';
import { DateInput } from '@/ui/DateInput';
import { renderUi } from './render';

/** What is to be pressed and has no name of its own: nobody who hears the page could tell what it does. */
const unnamed = () =>
  [
    ...document.querySelectorAll<HTMLElement>(
      '[data-dates-dropdown] button, .mantine-Popover-dropdown button',
    ),
  ].filter((button) => !button.getAttribute('aria-label') && !button.textContent?.trim());

describe('the calendar of a day', () => {
  afterEach(() => act(() => i18next.changeLanguage('en')));

  it.each(Object.entries({ cs, de, en, pl, ru }))(
    'has names for all its controls: %s',
    async (language, texts) => {
      i18next.addResourceBundle(language, 'common', texts);
      await i18next.changeLanguage(language);
      renderUi(<DateInput label="Day" value="2026-05-12" onChange={vi.fn()} />);
      await userEvent.click(screen.getByLabelText('Day'));
      await screen.findByRole('button', { name: texts.calendar.nextMonth });
      expect(screen.getByRole('button', { name: texts.calendar.previousMonth })).toBeTruthy();
      expect(unnamed()).toEqual([]);
      await userEvent.click(screen.getByRole('button', { name: texts.calendar.chooseMonth }));
      expect(screen.getByRole('button', { name: texts.calendar.nextYear })).toBeTruthy();
      await userEvent.click(screen.getByRole('button', { name: texts.calendar.chooseYear }));
      expect(screen.getByRole('button', { name: texts.calendar.nextDecade })).toBeTruthy();
      expect(unnamed()).toEqual([]);
    },
  );

  it('takes a day as the language writes it', async () => {
    const onChange = vi.fn();
    i18next.addResourceBundle('de', 'common', de);
    await i18next.changeLanguage('de');
    renderUi(<DateInput label="Day" value={null} onChange={onChange} />);
    await userEvent.type(screen.getByLabelText('Day'), '07.05.2026');
    expect(onChange).toHaveBeenLastCalledWith('2026-05-07');
  });
});

describe('a typed day', () => {
  it.each([
    ['07.05.2026', 'de', '2026-05-07'],
    ['7. 5. 2026', 'cs', '2026-05-07'],
    ['7.5.26', 'pl', '2026-05-07'],
    ['13/05/2026', 'ru', '2026-05-13'],
    ['5/7/2026', 'en', '2026-05-07'],
    ['7.5.2026', 'en', '2026-05-07'],
    ['May 7, 2026', 'en', '2026-05-07'],
    ['2026-5-7', 'de', '2026-05-07'],
  ])('%s (%s) is %s', (text, language, day) => {
    expect(typedDay(text, language)).toBe(day);
  });

  it.each([
    ['31.02.2026', 'de'],
    ['13/32/2026', 'en'],
    ['7.5.', 'cs'],
    ['7', 'en'],
    ['May 7', 'en'],
    ['soon', 'en'],
    ['', 'de'],
  ])('%s (%s) is none', (text, language) => {
    expect(typedDay(text, language)).toBeNull();
  });
});
