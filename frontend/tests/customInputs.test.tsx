import { useForm } from '@mantine/form';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { CustomInputs, defaultsOf } from '@/features/fields/CustomInputs';
import type { Field } from '@/features/fields/definitions';
import fieldTexts from '@/i18n/en/fields.json';
import { renderUi } from './render';

const field = (key: string, label: string): Field => ({
  key,
  label,
  type: 'TEXT',
  help: null,
  required: false,
  defaultValue: null,
  options: [],
});
const FIELDS = [field('code', 'Code'), field('remark', 'Remark')];

function Form() {
  const form = useForm({ initialValues: { custom: defaultsOf(FIELDS) } });
  return (
    <>
      <CustomInputs
        fields={FIELDS}
        values={form.values.custom}
        errors={form.errors}
        onChange={(key, value) => form.setFieldValue(`custom.${key}`, value)}
      />
      <button
        type="button"
        onClick={() => form.setErrors({ 'custom.code': 'No code.', 'custom.remark': 'No remark.' })}
      >
        Refuse
      </button>
      <output>{JSON.stringify(form.values.custom)}</output>
    </>
  );
}

describe('the custom fields of a form', () => {
  beforeAll(() => {
    i18next.addResourceBundle('en', 'fields', fieldTexts);
  });

  it('come into sight with what is wrong, which goes away field by field as it is put right', async () => {
    renderUi(<Form />);
    await act(async () => screen.getByRole('button', { name: 'Refuse' }).click());
    expect(screen.getByText('No code.')).toBeTruthy();
    await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), 'AB');
    expect(screen.queryByText('No code.')).toBeNull();
    expect(screen.getByText('No remark.')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('{"code":"AB","remark":null}');
  });
});
