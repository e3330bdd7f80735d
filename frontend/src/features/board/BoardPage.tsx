import { Button } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { BoardPageQuery } from '@/__generated__/BoardPageQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import { PageHeader } from '@/ui/PageHeader';
import { BoardView } from './BoardView';
import { PipelineSwitch } from './PipelineSwitch';
import { lastPipeline } from './storage';

/** `/board` leads to the pipeline seen last; `/board/$pipelineId` shows one. */
export default function BoardPage() {
  const { t } = useTranslation('board');
  const { pipelineId } = useParams({ strict: false });
  const [search] = useListSearch();
  const navigate = useNavigate();
  const { pipelines } = useLazyLoadQuery<BoardPageQuery>(
    graphql`
      query BoardPageQuery {
        pipelines {
          id
          version
          name
          isDefault
          position
          archived
        }
      }
    `,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  const current = pipelines.find(({ id }) => id === pipelineId);
  const currentId = current?.id;
  useEffect(() => {
    if (currentId) lastPipeline.set(currentId);
  }, [currentId]);

  if (pipelines.length === 0) return <NoPipeline />;
  if (!pipelineId) {
    const remembered = pipelines.find(({ id }) => id === lastPipeline.get());
    const start = remembered ?? pipelines.find(({ isDefault }) => isDefault) ?? pipelines[0];
    if (start) {
      return <Navigate to="/board/$pipelineId" params={{ pipelineId: start.id }} search={search} replace />;
    }
  }
  if (!current) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Empty
          icon={IconRoute}
          title={t('pipeline.gone')}
          action={
            <Button mt="xs" renderRoot={(props) => <Link to="/board" {...props} />}>
              {t('pipeline.back')}
            </Button>
          }
        >
          {t('pipeline.goneHint')}
        </Empty>
      </>
    );
  }
  const open = (id: string) =>
    void navigate({ to: '/board/$pipelineId', params: { pipelineId: id }, search });
  return (
    <BoardView
      pipelineId={current.id}
      pipelines={pipelines}
      onPipeline={open}
      aside={
        pipelines.length > 1 && <PipelineSwitch pipelines={pipelines} current={current.id} onChange={open} />
      }
    />
  );
}

function NoPipeline() {
  const { t } = useTranslation('board');
  const admin = useViewer().role === 'ADMIN';
  return (
    <>
      <PageHeader title={t('title')} />
      <Empty
        icon={IconRoute}
        title={t('pipeline.none')}
        action={
          admin && (
            <Button
              mt="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => (
                <Link to="/settings/$section" params={{ section: 'pipelines' }} {...props} />
              )}
            >
              {t('pipeline.create')}
            </Button>
          )
        }
      >
        {admin ? t('pipeline.noneHint') : t('pipeline.noneAsk')}
      </Empty>
    </>
  );
}
