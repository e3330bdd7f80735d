import { Group, Loader, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanManage, useViewer } from '@/app/viewer';
import { AsyncSelect } from '@/ui/AsyncSelect';
import classes from './Merging.module.css';
import type { Candidate, Merging } from './model';

interface Props {
  merging: Merging;
  record: { readonly id: string; readonly name: string };
  value: string | null;
  /** It cannot go on without one. */
  missing: boolean;
  onChange: (id: string | null) => void;
}

/** Which record is the same as the one of the page: the likely ones first, else any other. */
export function PickStep({ merging, record, value, missing, onChange }: Props) {
  const { t } = useTranslation('merging');
  const canManage = useCanManage();
  const likely = useLikely(merging, record.id);
  const listed = likely?.some(({ id }) => id === value) ?? false;
  return (
    <Stack gap="md">
      <Text size="sm">{t(`pick.${merging.kind}`, { name: record.name })}</Text>
      {likely === undefined ? (
        <Group gap="xs" role="status">
          <Loader size={14} />
          <Text size="sm" c="dimmed">
            {t('pick.searching')}
          </Text>
        </Group>
      ) : likely.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {t('pick.none')}
        </Text>
      ) : (
        <Radio.Group
          name="likely"
          label={t('pick.likely')}
          value={listed ? value : null}
          onChange={(id) => onChange(id)}
        >
          <div className={classes.known}>
            {likely.map((candidate) => (
              <Likely key={candidate.id} candidate={candidate} />
            ))}
          </div>
        </Radio.Group>
      )}
      <AsyncSelect
        label={t(`pick.another.${merging.kind}`)}
        description={canManage ? undefined : t('pick.ownOnly')}
        placeholder={t('pick.placeholder')}
        value={listed ? null : value}
        onChange={onChange}
        load={merging.search}
        error={missing ? t('pick.required') : undefined}
      />
    </Stack>
  );
}

/** A like record with what speaks for it; somebody else's is shown, but only a manager can take it. */
function Likely({ candidate: { id, name, detail, owner, reasons } }: { candidate: Candidate }) {
  const { t } = useTranslation('merging');
  const viewer = useViewer();
  const canManage = useCanManage();
  const mine = canManage || owner.id === viewer.id;
  const why = reasons.map((reason) => t(`pick.reason.${reason}`)).join(', ');
  return (
    <Radio
      value={id}
      label={detail ? `${name} · ${detail}` : name}
      description={mine ? why : `${why} · ${t('pick.foreign', { owner: owner.name })}`}
      disabled={!mine}
    />
  );
}

/** Undefined while it is being asked; only a hint, so none when that fails. */
function useLikely({ duplicates }: Merging, id: string): readonly Candidate[] | undefined {
  const [found, setFound] = useState<readonly Candidate[]>();
  useEffect(() => {
    let current = true;
    duplicates(id).then(
      (all) => current && setFound(all),
      () => current && setFound([]),
    );
    return () => {
      current = false;
    };
  }, [duplicates, id]);
  return found;
}
