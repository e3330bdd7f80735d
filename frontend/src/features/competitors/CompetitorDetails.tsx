import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { CompetitorDetails_competitor$key } from '@/__generated__/CompetitorDetails_competitor.graphql';
import { useCanWrite } from '@/app/viewer';
import { websiteHref } from '@/ui/website';
import classes from '../records/Record.module.css';
import { FieldRow, RecordField } from '../records/RecordField';
import { RecordStamp } from '../records/RecordStamp';
import { useUpdateCompetitor } from './useUpdateCompetitor';

/** What is known of them wherever they turn up. */
export function CompetitorDetails({ competitor }: { competitor: CompetitorDetails_competitor$key }) {
  const { t } = useTranslation(['competitors', 'accounts', 'app']);
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment CompetitorDetails_competitor on Competitor {
        id
        version
        name
        website
        strengths
        weaknesses
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
      }
    `,
    competitor,
  );
  const update = useUpdateCompetitor(data.id);
  const shared = { version: data.version, disabled: !canWrite };
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <dl className={classes.fields}>
        <RecordField
          {...shared}
          label={label('name')}
          field="name"
          value={data.name}
          required
          save={(name, version) => update({ name }, version)}
        />
        <RecordField
          {...shared}
          label={label('website')}
          field="website"
          value={data.website ?? null}
          save={(website, version) => update({ website }, version)}
        />
        {data.website && (
          <FieldRow label="">
            <Anchor href={websiteHref(data.website)} target="_blank" rel="noreferrer" size="xs">
              {t('accounts:openWebsite')}
            </Anchor>
          </FieldRow>
        )}
        <RecordField
          {...shared}
          wide
          label={label('strengths')}
          field="strengths"
          kind="textarea"
          value={data.strengths ?? null}
          save={(strengths, version) => update({ strengths }, version)}
        />
        <RecordField
          {...shared}
          wide
          label={label('weaknesses')}
          field="weaknesses"
          kind="textarea"
          value={data.weaknesses ?? null}
          save={(weaknesses, version) => update({ weaknesses }, version)}
        />
      </dl>
      <RecordStamp kind="competitors" record={data} />
    </>
  );
}
