import { Select } from '@mantine/core';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { StageSelectQuery } from '@/__generated__/StageSelectQuery.graphql';

interface Props {
  label: string;
  value: string | null;
  onChange: (stageId: string) => void;
  error?: string;
  required?: boolean;
  /** Only stages of this pipeline. */
  pipelineId?: string;
  kinds?: readonly ('OPEN' | 'WON' | 'LOST')[];
  /** Only where deals may begin. */
  forCreate?: boolean;
  autoFocus?: boolean;
}

/** Pipelines with their stages; asked once, then served from the store. Suspends. */
export function usePipelines() {
  const { pipelines } = useLazyLoadQuery<StageSelectQuery>(
    graphql`
      query StageSelectQuery {
        pipelines {
          id
          version
          name
          isDefault
          archived
          allowSkip
          allowBack
          stages {
            id
            version
            name
            kind
            position
            color
            probability
            allowCreate
          }
        }
      }
    `,
    {},
  );
  return pipelines;
}

/** One select for pipeline and stage: the pipelines are its groups. */
export function StageSelect({ label, value, onChange, kinds, forCreate, pipelineId, ...rest }: Props) {
  const pipelines = usePipelines();
  const groups = pipelines
    .filter(({ id, archived }) => !archived && (!pipelineId || id === pipelineId))
    .map(({ name, stages }) => ({
      group: name,
      items: [...stages]
        .sort((a, b) => a.position - b.position)
        .filter((stage) => (!kinds || kinds.includes(stage.kind)) && (!forCreate || stage.allowCreate))
        .map((stage) => ({ value: stage.id, label: stage.name })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Select
      {...rest}
      label={label}
      searchable
      allowDeselect={false}
      data={groups}
      value={value}
      onChange={(next) => next && onChange(next)}
    />
  );
}
