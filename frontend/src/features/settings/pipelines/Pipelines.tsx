import { Badge, Button, Group, Select, Switch } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PipelinesQuery } from '@/__generated__/PipelinesQuery.graphql';
import type { DetailSearch } from '@/searchParams';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { CreatePipelineDialog } from './CreatePipelineDialog';
import { PipelineEditor } from './PipelineEditor';
import { StageList } from './StageList';

const query = graphql`
  query PipelinesQuery {
    pipelines(includeArchived: true) {
      id
      name
      isDefault
      archived
      position
      ...PipelineEditor_pipeline
      ...StageList_pipeline
    }
  }
`;

/** The ways deals go: one pipeline at a time, with its rules and its stages. */
export default function Pipelines() {
  const { t } = useTranslation('settings');
  const admin = useIsAdmin();
  const navigate = useNavigate();
  const search: DetailSearch = useSearch({ strict: false });
  const [creating, setCreating] = useState(false);
  const [withArchived, setWithArchived] = useState(false);
  const data = useLazyLoadQuery<PipelinesQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<PipelinesQuery>(query, {});

  const all = data.pipelines.toSorted((a, b) => a.position - b.position);
  const current =
    all.find(({ id }) => id === search.tab) ?? all.find(({ isDefault }) => isDefault) ?? all.at(0);
  const offered = all.filter((one) => withArchived || !one.archived || one.id === current?.id);
  const show = (id: string) => void navigate({ to: '.', search: { tab: id }, replace: true });

  return (
    <>
      <Panel
        title={t('section.pipelines')}
        hint={t('pipelines.hint')}
        readOnly={!admin}
        actions={
          admin && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
              {t('pipelines.new')}
            </Button>
          )
        }
      >
        <Group align="flex-end" mb="md">
          <Select
            label={t('pipelines.choose')}
            allowDeselect={false}
            w={300}
            value={current?.id ?? null}
            data={offered.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => id && show(id)}
          />
          {current?.isDefault && (
            <Badge mb={10} variant="light">
              {t('pipelines.default')}
            </Badge>
          )}
          {current?.archived && (
            <Badge mb={10} variant="default">
              {t('archived')}
            </Badge>
          )}
          {all.some(({ archived }) => archived) && (
            <Switch
              mb={8}
              size="xs"
              label={t('pipelines.withArchived')}
              checked={withArchived}
              onChange={(event) => setWithArchived(event.currentTarget.checked)}
            />
          )}
        </Group>
        {current && <PipelineEditor key={current.id} pipeline={current} onChanged={refetch} />}
      </Panel>
      {current && <StageList key={`stages-${current.id}`} pipeline={current} />}
      {creating && (
        <CreatePipelineDialog
          pipelines={all.map(({ id, name }) => ({ value: id, label: name }))}
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            refetch();
            show(id);
          }}
        />
      )}
    </>
  );
}
