import { Checkbox, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/app/viewer';
import { Corrections } from './Corrections';
import type { Entry, Field } from './draft';
import { exampleOf, FORMATS, guessFormat, takingOf } from './guess';
import type { Known } from './known';

interface Props {
  entry: Entry;
  field: Field;
  fieldLabel: string;
  samples: readonly string[];
  known: readonly Known[] | undefined;
  onChange: (patch: Partial<Entry>) => void;
}

/** How a column is read: what the kind of field asks for. */
export function EntryOptions(props: Props) {
  const { entry, field, fieldLabel, onChange } = props;
  const { t } = useTranslation('transfer');
  const { role } = useViewer();
  const taking = takingOf(field);
  if (taking === 'date' || taking === 'time') return <FormatField {...props} withTime={taking === 'time'} />;
  if (taking === 'number') {
    return (
      <Checkbox
        size="xs"
        label={t('columns.decimalComma')}
        checked={entry.decimalComma ?? false}
        onChange={(event) => onChange({ decimalComma: event.currentTarget.checked })}
      />
    );
  }
  const account = field.key === 'account';
  // Values of lists are the administrators' to add.
  // References too: a product that the file spells in its own way is otherwise lost to every row.
  const correctable = taking === 'choice' || taking === 'reference' || /^boolean$/i.test(field.type);
  const makeable = account || (role === 'ADMIN' && /^lookup$/i.test(field.type));
  return (
    <Stack gap={6}>
      {(correctable || props.known) && <Corrections {...props} />}
      {makeable && (
        <Checkbox
          size="xs"
          label={account ? t('columns.create.ACCOUNTS') : t('columns.create.value', { field: fieldLabel })}
          checked={entry.createMissing ?? false}
          onChange={(event) => onChange({ createMissing: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}

function FormatField({ entry, fieldLabel, samples, withTime, onChange }: Props & { withTime: boolean }) {
  const { t } = useTranslation('transfer');
  const clocks = withTime ? ['', ' %H:%M', ' %H:%M:%S'] : [''];
  const all = FORMATS.flatMap((day) => clocks.map((clock) => day + clock));
  const formats = new Set([...[entry.format, guessFormat(samples)].flatMap((one) => one ?? []), ...all]);
  return (
    <Select
      size="xs"
      label={t('columns.format', { field: fieldLabel })}
      placeholder={t('columns.formatNone')}
      data={[...formats].map((value) => ({ value, label: `${exampleOf(value)}  (${value})` }))}
      value={entry.format ?? null}
      allowDeselect={false}
      onChange={(format) => format && onChange({ format })}
    />
  );
}
