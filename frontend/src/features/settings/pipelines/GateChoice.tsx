import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { GateChoiceQuery } from '@/__generated__/GateChoiceQuery.graphql';
import { useNeedLabel } from '../../gate/useNeedLabel';

interface Props {
  /** `FIELD amount`, `FACT decisionMakerKnown`, in the order they are asked for. */
  value: string[];
  onChange: (value: string[]) => void;
}

/** What a deal must have before it may enter the stage. */
export function GateChoice({ value, onChange }: Props) {
  const { t } = useTranslation(['gate', 'settings']);
  const needLabel = useNeedLabel();
  const { gateOptions } = useLazyLoadQuery<GateChoiceQuery>(
    graphql`
      query GateChoiceQuery {
        gateOptions {
          kind
          key
          label
        }
      }
    `,
    {},
    // Fields and policies may have been added since.
    { fetchPolicy: 'store-and-network' },
  );
  const group = (kind: string) => ({
    group: t(`gate:kind.${kind}`),
    items: gateOptions
      .filter((option) => option.kind === kind)
      .map(({ key, label }) => ({
        value: `${kind} ${key}`,
        label: needLabel(kind, key, label),
      })),
  });
  return (
    <MultiSelect
      label={t('settings:stages.gate')}
      description={t('settings:stages.gateHint')}
      placeholder={value.length === 0 ? t('settings:stages.gateNone') : undefined}
      searchable
      clearable
      hidePickedOptions
      data={['FIELD', 'FACT', 'APPROVAL'].map(group).filter(({ items }) => items.length > 0)}
      value={value}
      onChange={onChange}
    />
  );
}
