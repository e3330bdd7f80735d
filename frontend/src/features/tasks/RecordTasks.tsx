import { Button } from '@mantine/core';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { RecordTasks_tasks$key } from '@/__generated__/RecordTasks_tasks.graphql';
import { Empty } from '@/ui/Empty';
import { TaskGroups } from './TaskGroups';

interface Props {
  tasks: RecordTasks_tasks$key;
  /** Id of the account or contact. */
  about: string;
  /** Absent for those who only read. */
  onCreate?: () => void;
  onChanged: () => void;
}

/** The tasks of an account or contact. */
export function RecordTasks({ tasks, about, onCreate, onChanged }: Props) {
  const { t } = useTranslation('tasks');
  const data = useFragment(
    graphql`
      fragment RecordTasks_tasks on TaskConnection {
        nodes {
          ...TaskGroups_tasks
        }
      }
    `,
    tasks,
  );
  if (data.nodes.length === 0) {
    return (
      <Empty
        title={t('record.none')}
        icon={IconChecklist}
        action={onCreate && <Button onClick={onCreate}>{t('new')}</Button>}
      >
        {t('record.noneHint')}
      </Empty>
    );
  }
  return (
    <>
      {onCreate && (
        <Button
          size="compact-sm"
          variant="subtle"
          mb="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={onCreate}
        >
          {t('new')}
        </Button>
      )}
      <TaskGroups tasks={data.nodes} about={about} onChanged={onChanged} />
    </>
  );
}
