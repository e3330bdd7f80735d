import i18next from 'i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { userErrorText } from '@/app/errors';
import { passwordProblem } from '@/app/password';
import de from '@/i18n/de/app.json';
import './render';

describe('a new password', () => {
  it('has the length the server asks for, counted in characters', () => {
    expect(passwordProblem('1234567')).toBe('Use 8 to 128 characters.');
    expect(passwordProblem('12345678')).toBeNull();
    expect(passwordProblem('ab'.repeat(64))).toBeNull();
    expect(passwordProblem(`${'ab'.repeat(64)}c`)).toBe('Use 8 to 128 characters.');
    expect(passwordProblem('🔑'.repeat(8))).toBeNull();
    expect(passwordProblem('🔑'.repeat(4))).not.toBeNull();
  });
});

describe('a refusal in another language', () => {
  afterEach(() => i18next.changeLanguage('en'));

  it('says what the code means at that field', async () => {
    i18next.addResourceBundle('de', 'app', de);
    await i18next.changeLanguage('de');
    const at = (field: string, code: string) =>
      userErrorText({ code, message: 'English', path: ['input', field] });
    expect(at('newPassword', 'INVALID')).toContain('Angreifer');
    expect(at('password', 'INVALID')).toContain('Angreifer');
    expect(at('currentPassword', 'WRONG_PASSWORD')).toBe('Das aktuelle Passwort ist falsch.');
    expect(at('name', 'INVALID')).toBe(de.userError.INVALID);
  });
});
