import { Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  DealVisibility,
  VisibilityPanel_workspace$key,
} from '@/__generated__/VisibilityPanel_workspace.graphql';
import { toast } from '@/app/toasts';
import { confirm } from '@/ui/confirm';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { useSaveWorkspace } from './useSaveWorkspace';

const POLICIES: readonly DealVisibility[] = ['EVERYONE', 'TEAM', 'OWNER'];

/** Who sees which deals. It takes effect at once for everybody, so it is asked once more. */
export function VisibilityPanel({ workspace }: { workspace: VisibilityPanel_workspace$key }) {
  const { t } = useTranslation('settings');
  const admin = useIsAdmin();
  const data = useFragment(
    graphql`
      fragment VisibilityPanel_workspace on Workspace {
        id
        version
        dealVisibility
      }
    `,
    workspace,
  );
  const [save, busy] = useSaveWorkspace();

  const choose = async (next: string) => {
    const policy = POLICIES.find((one) => one === next);
    if (!policy || policy === data.dealVisibility) return;
    const sure = await confirm({
      title: t('visibility.confirmTitle', { policy: t(`visibility.${policy}.title`) }),
      body: t(`visibility.${policy}.effect`),
      confirmLabel: t('visibility.confirm'),
    });
    if (!sure) return;
    const result = await save({ input: { dealVisibility: policy, expectedVersion: data.version } });
    if (result.ok) toast.success(t('saved'));
  };

  return (
    <Panel id="visibility" title={t('visibility.title')} hint={t('visibility.hint')} readOnly={!admin}>
      <Radio.Group
        value={data.dealVisibility}
        onChange={(next) => void choose(next)}
        aria-label={t('visibility.title')}
      >
        <Stack gap="sm">
          {POLICIES.map((policy) => (
            <Radio.Card key={policy} value={policy} disabled={!admin || busy} className={classes.choice}>
              <Group wrap="nowrap" align="flex-start">
                <Radio.Indicator mt={2} />
                <div>
                  <Text fw={600} size="sm">
                    {t(`visibility.${policy}.title`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`visibility.${policy}.body`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed" mt="md">
        {t('visibility.always')}
      </Text>
    </Panel>
  );
}
