import { Alert, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LogoPanel_settings$key } from '@/__generated__/LogoPanel_settings.graphql';
import type { LogoPanel_workspace$key } from '@/__generated__/LogoPanel_workspace.graphql';
import { useFormat } from '@/i18n/format';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { LOGO_TYPES } from './logo';
import { useLogo } from './useLogo';

interface Props {
  workspace: LogoPanel_workspace$key;
  /** A picture goes past GraphQL: only the page can read what came of it. */
  onChanged: () => void;
}

/** The picture at the head of every proposal. */
export function LogoPanel({ workspace, onChanged }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const format = useFormat();
  const admin = useIsAdmin();
  const { name, proposalSettings } = useFragment(
    graphql`
      fragment LogoPanel_workspace on Workspace {
        id
        version
        name
        proposalSettings {
          id
          ...LogoPanel_settings
        }
      }
    `,
    workspace,
  );
  const data = useFragment<LogoPanel_settings$key>(
    graphql`
      fragment LogoPanel_settings on ProposalSettings {
        id
        version
        company
        logoUrl
      }
    `,
    proposalSettings ?? null,
  );
  const { send, most, remove, cancel, part, problem, removing } = useLogo(data ?? null, onChanged);
  const again = useRef<() => void>(null);
  const sending = part !== undefined;

  return (
    <Panel
      id="logo"
      title={t('settings:logo.title')}
      hint={most && t('settings:logo.hint', { most })}
      readOnly={!admin}
    >
      <Stack gap="md" align="flex-start">
        {data?.logoUrl ? (
          <img
            className={classes.logo}
            src={data.logoUrl}
            alt={t('settings:logo.alt', { name: data.company ?? name })}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {t('settings:logo.none')}
          </Text>
        )}
        {sending && (
          <Group gap="sm" w="100%" maw={420} wrap="nowrap">
            <Progress value={part * 100} animated flex={1} aria-label={t('settings:logo.sending')} />
            <Text size="sm" className="ds-number">
              {format.percent(Math.round(part * 100))}
            </Text>
            <Button size="compact-sm" variant="default" onClick={cancel}>
              {t('common:action.cancel')}
            </Button>
          </Group>
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {admin && (
          <Group>
            <FileButton
              accept={LOGO_TYPES.join(',')}
              inputProps={{ 'aria-label': t('settings:logo.choose') }}
              resetRef={again}
              onChange={(file) => {
                // The same one once more is a choice as well.
                again.current?.();
                void send(file);
              }}
            >
              {(props) => (
                <Button {...props} variant="default" disabled={sending || removing}>
                  {t(data?.logoUrl ? 'settings:logo.replace' : 'settings:logo.choose')}
                </Button>
              )}
            </FileButton>
            {data?.logoUrl && (
              <Button
                variant="subtle"
                color="red"
                loading={removing}
                disabled={sending}
                onClick={() => void remove()}
              >
                {t('settings:remove')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Panel>
  );
}
