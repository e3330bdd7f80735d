import { Input, ScrollArea, Tabs, Text, Textarea } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Activities.module.css';
import { Markdown } from './Markdown';

interface Props {
  label: string;
  description?: string;
  value: string;
  error?: ReactNode;
  onChange: (text: string) => void;
}

/** Where minutes are written, and how they will look. */
export function MinutesField({ label, description, value, error, onChange }: Props) {
  const { t } = useTranslation('activities');
  const [tab, setTab] = useState<string | null>('write');
  const id = useId();
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} variant="pills" className={classes.minutes}>
      <div className={classes.minutesHead}>
        <Input.Label htmlFor={id}>{label}</Input.Label>
        <Tabs.List aria-label={label}>
          <Tabs.Tab value="write">{t('minutes.write')}</Tabs.Tab>
          <Tabs.Tab value="preview">{t('minutes.preview')}</Tabs.Tab>
        </Tabs.List>
      </div>
      <Tabs.Panel value="write">
        <Textarea
          id={id}
          autosize
          minRows={4}
          maxRows={16}
          value={value}
          error={error}
          description={description}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Tabs.Panel>
      <Tabs.Panel value="preview">
        <ScrollArea.Autosize mah={360} className={classes.preview}>
          {value.trim() ? (
            <Markdown text={value} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('minutes.nothing')}
            </Text>
          )}
        </ScrollArea.Autosize>
      </Tabs.Panel>
    </Tabs>
  );
}
