import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSitemap from '@tabler/icons-react/dist/esm/icons/IconSitemap.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { TeamsQuery } from '@/__generated__/TeamsQuery.graphql';
import type { TeamsRemoveMutation } from '@/__generated__/TeamsRemoveMutation.graphql';
import { useAction } from '@/app/useAction';
import { confirm } from '@/ui/confirm';
import { Empty } from '@/ui/Empty';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { TeamDialog } from './TeamDialog';
import { type Branch, toTree } from './tree';

const query = graphql`
  query TeamsQuery {
    teams(first: 200) {
      nodes {
        id
        version
        name
        parent {
          id
        }
        manager {
          id
          name
        }
        members {
          id
          active
        }
      }
    }
  }
`;

export type Team = TeamsQuery['response']['teams']['nodes'][number];
type Open = { team?: Team; parentId?: string };

/** The departments: deals are seen and figures added up along this tree. */
export default function Teams() {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const [open, setOpen] = useState<Open>();
  const data = useLazyLoadQuery<TeamsQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<TeamsQuery>(query, {});
  const [remove] = useAction<TeamsRemoveMutation>(graphql`
    mutation TeamsRemoveMutation($input: RemoveTeamInput!) {
      removeTeam(input: $input) {
        removedTeamId
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const teams = data.teams.nodes;

  const askRemove = async (team: Team) => {
    const sure = await confirm({
      title: t('settings:teams.removeTitle', { name: team.name }),
      body: t('settings:teams.removeBody'),
      confirmLabel: t('settings:remove'),
      danger: true,
    });
    if (sure && (await remove({ input: { id: team.id } })).ok) refetch();
  };

  const create = admin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({})}>
      {t('settings:teams.new')}
    </Button>
  );
  return (
    <Panel
      title={t('settings:section.teams')}
      hint={t('settings:teams.hint')}
      actions={teams.length > 0 && create}
      readOnly={!admin}
    >
      {teams.length === 0 ? (
        <Empty title={t('settings:teams.none')} icon={IconSitemap} action={create}>
          {t('settings:teams.noneHint')}
        </Empty>
      ) : (
        <ul className={`${classes.rows} ${classes.tree}`}>
          {toTree(teams).map((branch) => (
            <TeamBranch
              key={branch.team.id}
              branch={branch}
              depth={0}
              admin={admin}
              onEdit={(team) => setOpen({ team })}
              onAdd={(parentId) => setOpen({ parentId })}
              onRemove={(team) => void askRemove(team)}
            />
          ))}
        </ul>
      )}
      {open && (
        <TeamDialog
          teams={teams}
          team={open.team}
          parentId={open.parentId}
          onClose={() => setOpen(undefined)}
          onSaved={refetch}
        />
      )}
    </Panel>
  );
}

interface BranchProps {
  branch: Branch<Team>;
  depth: number;
  admin: boolean;
  onEdit: (team: Team) => void;
  onAdd: (parentId: string) => void;
  onRemove: (team: Team) => void;
}

function TeamBranch({ branch, depth, ...actions }: BranchProps) {
  const { t } = useTranslation('settings');
  const { team, children } = branch;
  const { admin, onEdit, onAdd, onRemove } = actions;
  return (
    <li>
      <div className={classes.row} style={{ '--depth': depth } as CSSProperties}>
        <div className={classes.grow}>
          <Text size="sm" fw={600}>
            {team.name}
          </Text>
          <Group gap={6}>
            <Text size="xs" c="dimmed">
              {team.manager ? t('teams.managedBy', { name: team.manager.name }) : t('teams.noManager')}
            </Text>
            <Badge size="xs" variant="default">
              {t('teams.members', { count: team.members.filter(({ active }) => active).length })}
            </Badge>
          </Group>
        </div>
        {admin && (
          <Group gap={2} wrap="nowrap">
            <ActionIcon aria-label={t('teams.addBelow', { name: team.name })} onClick={() => onAdd(team.id)}>
              <IconPlus size={16} />
            </ActionIcon>
            <ActionIcon aria-label={t('teams.edit', { name: team.name })} onClick={() => onEdit(team)}>
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon aria-label={t('teams.remove', { name: team.name })} onClick={() => onRemove(team)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        )}
      </div>
      {children.length > 0 && (
        <ul className={classes.treeItem}>
          {children.map((child) => (
            <TeamBranch key={child.team.id} branch={child} depth={depth + 1} {...actions} />
          ))}
        </ul>
      )}
    </li>
  );
}
