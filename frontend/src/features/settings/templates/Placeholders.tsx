import { Code, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { Placeholders_placeholders$key } from '@/__generated__/Placeholders_placeholders.graphql';
import { toast } from '@/app/toasts';
import { announce } from '@/ui/reorder';
import { Panel } from '../Panel';
import { groupsOf, type Placeholder, wordKey, written } from './placeholders';
import classes from './Templates.module.css';

/** Everything a template can say, each copied by a click. */
export function Placeholders({ placeholders }: { placeholders: Placeholders_placeholders$key }) {
  const { t, i18n } = useTranslation('documents');
  const [text, setText] = useState('');
  const [copied, setCopied] = useState<string>();
  const data = useFragment(
    graphql`
      fragment Placeholders_placeholders on DocumentPlaceholder @relay(plural: true) {
        key
        label
        repeats
      }
    `,
    placeholders,
  );
  const words = ({ key, label }: Placeholder) => {
    const own = wordKey(key);
    return own && i18n.exists(own, { ns: 'documents' }) ? t(own) : label;
  };
  const copy = async (key: string) => {
    const what = written(key);
    try {
      // Absent where the page came without https.
      await navigator.clipboard.writeText(what);
    } catch {
      return void toast.info(t('notCopied', { what }), { id: 'not-copied' });
    }
    setCopied(key);
    announce(t('copied', { what }));
  };
  const groups = groupsOf(data, words, text);

  return (
    <Panel id="placeholders" title={t('placeholders.title')} hint={t('placeholders.hint')}>
      <TextInput
        aria-label={t('placeholders.search')}
        placeholder={t('placeholders.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={360}
        mb="md"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {groups.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('placeholders.nothing')}
        </Text>
      )}
      <Stack gap="md">
        {groups.map(({ id, all }) => (
          <section key={id} aria-label={t(`group.${id}`)}>
            <Title order={3} size="h6" mb={4}>
              {t(`group.${id}`)}
            </Title>
            {all.some(({ repeats }) => repeats) && (
              <Text size="xs" c="dimmed" mb={4}>
                {t('placeholders.repeats')}
              </Text>
            )}
            <ul className={classes.placeholders}>
              {all.map((one) => (
                <li key={one.key}>
                  <UnstyledButton className={classes.placeholder} onClick={() => void copy(one.key)}>
                    <Code className={classes.key}>{written(one.key)}</Code>
                    <span className={classes.words}>{words(one)}</span>
                    {copied === one.key ? (
                      <IconCheck size={15} className={classes.sign} aria-hidden />
                    ) : (
                      <IconCopy size={15} className={classes.sign} aria-hidden />
                    )}
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Stack>
    </Panel>
  );
}
