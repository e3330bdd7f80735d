import { NumberInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { AccountPicker, ContactPicker, LookupPicker } from '@/ui/pickers';
import { FieldInput } from '../fields/FieldInput';
import type { Requirement } from './asking';
import { useNeedLabel } from './useNeedLabel';
import { type Asked, askedFor, type GateValues, type Known } from './values';

interface Props {
  missing: readonly Requirement[];
  form: UseFormReturnType<GateValues>;
  currency: string;
  baseCurrency: string;
  accountId: string | null;
  /** The company's own fields. */
  known: Known;
}

/** One input for each field that is missing, in the order the stage asks for them. */
export function GateFields({ missing, ...rest }: Props) {
  const fields = missing.flatMap((requirement) => {
    const asked = askedFor(requirement);
    return asked ? [{ key: requirement.key, asked }] : [];
  });
  return fields.map(({ key, asked }, index) => (
    <GateField key={key} name={key} asked={asked} first={index === 0} {...rest} />
  ));
}

function GateField({
  name,
  asked,
  first,
  form,
  currency,
  baseCurrency,
  accountId,
  known,
}: Omit<Props, 'missing'> & { name: string; asked: Asked; first: boolean }) {
  const { t } = useTranslation('gate');
  const needLabel = useNeedLabel();
  const { value, ...input } = form.getInputProps(asked.path);
  const text: string | null = typeof value === 'string' ? value : null;
  const ofAccount = name.startsWith('account.');
  const own = asked.custom && known[asked.custom.subject]?.find(({ key }) => key === asked.custom?.key);
  const shared = {
    label: needLabel('FIELD', name),
    error: input.error,
    ...(first && { 'data-autofocus': true }),
    ...(ofAccount && !accountId && { disabled: true, description: t('accountFirst') }),
  };
  const change = (next: string | null) => form.setFieldValue(asked.path, next);
  switch (asked.kind) {
    case 'custom':
      return (
        own && (
          <FieldInput
            {...shared}
            field={own}
            required
            withAsterisk={false}
            description={shared.description ?? own.help}
            value={text}
            onChange={change}
          />
        )
      );
    case 'account':
      return <AccountPicker {...shared} value={text} onChange={change} />;
    case 'contact':
      return <ContactPicker {...shared} accountId={accountId} value={text} onChange={change} />;
    case 'lookup':
      return asked.lookup && <LookupPicker {...shared} kind={asked.lookup} value={text} onChange={change} />;
    case 'money':
    case 'number':
      return (
        <NumberInput
          {...shared}
          hideControls
          thousandSeparator=" "
          allowNegative={false}
          decimalScale={asked.kind === 'money' ? 2 : 0}
          rightSection={asked.kind === 'money' ? (ofAccount ? baseCurrency : currency) : undefined}
          rightSectionWidth={52}
          // Decimals stay text all the way: a float would lose cents of large sums.
          value={text ?? ''}
          onValueChange={({ value: typed }) => change(typed)}
        />
      );
    case 'line':
      return (
        <TextInput {...shared} value={text ?? ''} onChange={(event) => change(event.currentTarget.value)} />
      );
    case 'text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={8}
          value={text ?? ''}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
