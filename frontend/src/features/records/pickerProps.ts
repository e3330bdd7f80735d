import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';

interface Field {
  value: string | null;
  error: ReactNode;
  onChange: (id: string | null) => void;
}

/** A form's field for a picker: `getInputProps` knows no types, and a picker insists on its value. */
export function pickerProps<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  name: Extract<keyof V, string>,
): Field {
  const value = form.getValues()[name];
  return {
    value: typeof value === 'string' ? value : null,
    error: form.errors[name],
    onChange: (id) => form.setValues({ [name]: id } as Partial<V>),
  };
}
