import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconUserMinus from '@tabler/icons-react/dist/esm/icons/IconUserMinus.mjs';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CellField } from '../../records/CellField';
import { RecordLink } from '../../records/RecordLink';
import { FreshContext } from '../../records/useFresh';
import classes from './Competitors.module.css';
import { OUTCOMES, type Rival, TEXTS, THREAT_TONE, THREATS } from './model';
import type { Patch, RivalActions } from './useDealCompetitors';

interface Props {
  rival: Rival;
  actions: RivalActions;
  readOnly: boolean;
}

/** One competitor on the deal; each of its values is edited where it stands. */
export function RivalCard({ rival, actions, readOnly }: Props) {
  const { t } = useTranslation(['competitors', 'app']);
  const fresh = useContext(FreshContext);
  const { competitor } = rival;
  const who = fresh.get(rival.id);
  const shared = { version: rival.version, disabled: readOnly };
  const save = (field: keyof Patch) => (value: string | null, version: number) =>
    actions.save(rival.id, { [field]: value }, version);
  const label = (field: string) => t(`app:field.${field}`);

  return (
    <li className={classes.card} data-fresh={fresh.has(rival.id) || undefined}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <span className={classes.name}>
          <RecordLink kind="competitor" id={competitor.id} fw={600}>
            {competitor.name}
          </RecordLink>
          {competitor.archived && (
            <Badge size="xs" variant="default">
              {t('competitors:archived')}
            </Badge>
          )}
          {who && <span className={classes.freshBy}>{who}</span>}
        </span>
        {!readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('competitors:more', { name: competitor.name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconUserMinus size={16} aria-hidden />}
                onClick={() => void actions.remove(rival)}
              >
                {t('competitors:remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <dl className={classes.marks}>
        <div>
          <dt>{label('threat')}</dt>
          <dd>
            <CellField
              {...shared}
              field="threat"
              label={label('threat')}
              value={rival.threat}
              kind="select"
              required
              options={THREATS.map((value) => ({ value, label: t(`competitors:threat.${value}`) }))}
              save={save('threat')}
            >
              <span className={classes.tone} style={{ background: THREAT_TONE[rival.threat] }} aria-hidden />
              {t(`competitors:threat.${rival.threat}`)}
            </CellField>
          </dd>
        </div>
        <div>
          <dt>{label('outcome')}</dt>
          <dd>
            <CellField
              {...shared}
              field="outcome"
              label={label('outcome')}
              value={rival.outcome}
              kind="select"
              required
              options={OUTCOMES.map((value) => ({ value, label: t(`competitors:outcome.${value}`) }))}
              save={save('outcome')}
            >
              {t(`competitors:outcome.${rival.outcome}`)}
            </CellField>
          </dd>
        </div>
      </dl>
      <dl className={classes.texts}>
        {TEXTS.map((field) => {
          const general = field === 'tactic' ? null : competitor[field];
          return (
            <div key={field}>
              <dt>{t(`competitors:here.${field}`)}</dt>
              <dd>
                <CellField
                  {...shared}
                  field={field}
                  label={t(`competitors:here.${field}`)}
                  value={rival[field] ?? null}
                  kind="textarea"
                  save={save(field)}
                />
                {general && (
                  <Text size="xs" c="dimmed" mt={4} className={classes.general}>
                    {t('competitors:inGeneral', { text: general })}
                  </Text>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </li>
  );
}
