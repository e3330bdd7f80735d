import { Button, Checkbox, FileButton, Group, Input, Text, TextInput } from '@mantine/core';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '@/ui/reorder';
import { UploadList } from '../files/UploadList';
import settings from '../settings/Settings.module.css';
import { ChosenFile } from './ChosenFile';
import classes from './Contracts.module.css';
import { type Choice, choicesOf, MOST_FILES, matching, moved, toggled, withUploaded } from './chosen';
import { useDealFiles } from './useDealFiles';

/** With so few no words are needed to find one. */
const FEW = 8;

interface Props {
  dealId: string;
  /** In the order in which they are to be read. */
  value: readonly string[];
  onChange: (ids: string[]) => void;
  /** Chosen before; they may not be among the deal's files any more. */
  known?: readonly Choice[];
  error?: ReactNode;
}

const NONE: readonly Choice[] = [];

/** Files of a deal, chosen and put in order; new ones can be brought at once. */
export function FilesField({ dealId, value, onChange, known = NONE, error }: Props) {
  const { t } = useTranslation(['contracts', 'files', 'settings']);
  const [text, setText] = useState('');
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });
  const take = useCallback((ids: readonly string[]) => {
    const now = latest.current;
    now.onChange(withUploaded(now.value, ids));
  }, []);
  const { files, more, uploads, upload } = useDealFiles(dealId, take);
  const chosen = useMemo(() => choicesOf(value, files, known), [value, files, known]);
  const rest = files.filter(({ id }) => !value.includes(id));
  const full = value.length >= MOST_FILES;
  const move = (from: number, to: number) => {
    onChange(moved(value, from, to));
    const name = chosen[from]?.name ?? '';
    announce(t('settings:move.done', { name, position: to + 1, count: value.length }));
  };
  return (
    <Input.Wrapper
      label={t('contracts:files')}
      labelElement="div"
      required
      description={t('contracts:pick.hint', { most: MOST_FILES })}
      descriptionProps={{ mb: 6 }}
      error={error}
      errorProps={{ role: 'alert' }}
    >
      {chosen.length > 0 && (
        <ol className={`${settings.rows} ${classes.chosen}`} aria-label={t('contracts:pick.chosen')}>
          {chosen.map((choice, index) => (
            <ChosenFile
              key={choice.id}
              choice={choice}
              index={index}
              count={chosen.length}
              onMove={move}
              onRemove={() => onChange(toggled(value, choice.id))}
            />
          ))}
        </ol>
      )}
      <Group justify="space-between" gap="xs" mt="sm" mb={6}>
        <Text size="sm" fw={600}>
          {t('contracts:pick.others')}
        </Text>
        <FileButton multiple onChange={upload} inputProps={{ 'aria-label': t('contracts:pick.upload') }}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              disabled={full}
              leftSection={<IconUpload size={15} aria-hidden />}
            >
              {t('contracts:pick.upload')}
            </Button>
          )}
        </FileButton>
      </Group>
      <UploadList uploads={uploads} />
      {rest.length > FEW && (
        <TextInput
          size="xs"
          mb={6}
          aria-label={t('contracts:pick.find')}
          placeholder={t('contracts:pick.find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          // The form is not meant.
          onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && event.preventDefault()}
        />
      )}
      <Others
        choices={matching(rest, rest.length > FEW ? text : '')}
        empty={t(files.length === 0 ? 'contracts:pick.none' : 'contracts:pick.noMore')}
        disabled={full}
        onChoose={(id) => onChange(toggled(value, id))}
      />
      {more && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('contracts:pick.newest', { number: files.length })}
        </Text>
      )}
    </Input.Wrapper>
  );
}

interface OthersProps {
  choices: readonly Choice[];
  empty: string;
  disabled: boolean;
  onChoose: (id: string) => void;
}

function Others({ choices, empty, disabled, onChoose }: OthersProps) {
  const { t } = useTranslation(['contracts', 'files']);
  if (choices.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    );
  }
  return (
    <ul className={classes.others} aria-label={t('contracts:pick.others')}>
      {choices.map(({ id, name, number }) => (
        <li key={id}>
          <Checkbox
            size="sm"
            label={name}
            description={t('files:number', { number })}
            disabled={disabled}
            checked={false}
            onChange={() => onChoose(id)}
          />
        </li>
      ))}
    </ul>
  );
}
