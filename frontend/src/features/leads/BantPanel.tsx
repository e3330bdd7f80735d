import { Group, Title } from '@mantine/core';
import IconCircle from '@tabler/icons-react/dist/esm/icons/IconCircle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { BantPanel_lead$key } from '@/__generated__/BantPanel_lead.graphql';
import { CellField } from '../records/CellField';
import recordClasses from '../records/Record.module.css';
import { ANSWERS, answered, fieldOf } from './bant';
import classes from './Leads.module.css';
import { Progress } from './Progress';
import { useUpdateLead } from './useUpdateLead';

/** The four questions a lead has to answer before it becomes a deal; each is answered where it stands. */
export function BantPanel({ lead }: { lead: BantPanel_lead$key }) {
  const { t } = useTranslation('leads');
  const data = useFragment(
    graphql`
      fragment BantPanel_lead on Lead {
        id
        version
        status
        viewerCanEdit
        missing
        budget
        authority
        need
        timing
      }
    `,
    lead,
  );
  const update = useUpdateLead(data.id);
  const complete = answered(data.missing) === ANSWERS.length;
  return (
    <section className={recordClasses.panel} aria-label={t('bant.title')}>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5">
          {t('bant.title')}
        </Title>
        <span role="status">
          <Progress missing={data.missing} />
        </span>
      </Group>
      {data.viewerCanEdit && (
        <span className={classes.ask}>{t(complete ? 'bant.complete' : 'bant.hint')}</span>
      )}
      <ul className={classes.answers}>
        {ANSWERS.map((answer) => {
          const field = fieldOf(answer);
          const done = !data.missing.includes(answer);
          return (
            <li key={answer}>
              <span className={classes.sign} data-on={done || undefined}>
                {done ? (
                  <IconCircleCheck size={20} role="img" aria-label={t('bant.answered')} />
                ) : (
                  <IconCircle size={20} role="img" aria-label={t('bant.unanswered')} />
                )}
              </span>
              <div className={classes.answer}>
                <span className={classes.question}>{t(`bant.${answer}`)}</span>
                <span className={classes.ask}>{t(`bant.ask.${answer}`)}</span>
                <CellField
                  version={data.version}
                  field={field}
                  label={t(`bant.${answer}`)}
                  value={data[field] ?? null}
                  kind="textarea"
                  disabled={!data.viewerCanEdit}
                  save={(value, version) => update({ [field]: value }, version)}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
