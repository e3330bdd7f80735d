import { Alert, Badge, Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Merging.module.css';
import { chosen, differing, type Merging, type News, type Side, valueFor } from './model';
import { type FieldTexts, useFieldTexts } from './useFieldTexts';
import type { MergeDraft, Sides } from './useMergeDraft';

interface Props {
  merging: Merging;
  draft: MergeDraft;
  sides: Sides;
}

/** Which of the two stays, and for every field in which they differ whose value. */
export function ChooseStep({ merging, draft, sides: { keep, merge, names } }: Props) {
  const { t } = useTranslation('merging');
  const texts = useFieldTexts(merging);
  // The page's record stays on the left, whichever is kept.
  const pair: readonly [Side, Side] = keep.id === draft.ownId ? [keep, merge] : [merge, keep];
  const fields = differing(keep, merge).filter(texts.known);
  const changed = new Set(draft.news.flatMap(({ changes }) => changes.map(({ field }) => field)));
  return (
    <Stack gap="md">
      {draft.news.map((news) => (
        <NewsAlert key={news.id} news={news} name={names.get(news.id)} texts={texts} />
      ))}
      <Radio.Group
        name="keep"
        label={t('choose.keep')}
        description={t('choose.keepHint')}
        value={keep.id}
        onChange={draft.keep}
      >
        <div className={classes.pair}>
          {pair.map((side) => (
            <Radio
              key={side.id}
              value={side.id}
              label={names.get(side.id)}
              description={[side.detail, side.owner.name].filter(Boolean).join(' · ')}
            />
          ))}
        </div>
      </Radio.Group>
      {fields.length === 0 ? (
        <Text size="sm">{t('choose.same')}</Text>
      ) : (
        <div>
          <Text fw={600} size="sm">
            {t('choose.fields')}
          </Text>
          <div className={`${classes.pair} ${classes.heads}`} aria-hidden>
            {pair.map(({ id }) => (
              <Text key={id} size="xs" c="dimmed">
                {names.get(id)}
              </Text>
            ))}
          </div>
          <div className={classes.fields}>
            {fields.map((field) => (
              <FieldChoice
                key={field}
                field={field}
                pair={pair}
                names={names}
                texts={texts}
                value={chosen(field, keep, merge, draft.choices)}
                changed={changed.has(field)}
                onChange={(id) => draft.choose(field, id)}
              />
            ))}
          </div>
        </div>
      )}
    </Stack>
  );
}

interface FieldProps {
  field: string;
  pair: readonly [Side, Side];
  names: Sides['names'];
  texts: FieldTexts;
  /** The record whose value stays. */
  value: string;
  /** Somebody changed it while it was being chosen. */
  changed: boolean;
  onChange: (id: string) => void;
}

function FieldChoice({ field, pair, names, texts, value, changed, onChange }: FieldProps) {
  const { t } = useTranslation('merging');
  const [first, second] = pair;
  return (
    <Radio.Group
      name={field}
      value={value}
      onChange={onChange}
      className={classes.field}
      data-changed={changed || undefined}
      label={
        <Group gap="xs" component="span">
          {texts.label(field)}
          {changed && (
            <Badge size="xs" variant="default" component="span">
              {t('choose.changed')}
            </Badge>
          )}
        </Group>
      }
    >
      <div className={classes.pair}>
        {[
          { side: first, other: second },
          { side: second, other: first },
        ].map(({ side, other }) => {
          const text = texts.shown(field, valueFor(side, field, other));
          return (
            <Radio
              key={side.id}
              value={side.id}
              label={
                <>
                  <span className={classes.value} data-empty={text === undefined || undefined}>
                    {text ?? t('choose.empty')}
                  </span>{' '}
                  <span className={classes.of}>{names.get(side.id)}</span>
                </>
              }
            />
          );
        })}
      </div>
    </Radio.Group>
  );
}

interface NewsProps {
  news: News;
  name: string | undefined;
  texts: FieldTexts;
}

/** What somebody changed while it was being decided: nothing that was chosen is lost. */
function NewsAlert({ news: { who, changes }, name, texts }: NewsProps) {
  const { t } = useTranslation('merging');
  const told = changes.filter(({ field }) => texts.known(field));
  return (
    <Alert
      color="amber"
      role="alert"
      title={who ? t('conflict.titleBy', { who, name }) : t('conflict.title', { name })}
    >
      <Text size="sm">{t(told.length > 0 ? 'conflict.look' : 'conflict.untouched')}</Text>
      {told.length > 0 && (
        <ul className={classes.changes}>
          {told.map(({ field, before, after }) => (
            <li key={field}>
              {t('conflict.line', {
                field: texts.label(field),
                before: texts.shown(field, before) ?? t('choose.empty'),
                after: texts.shown(field, after) ?? t('choose.empty'),
              })}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
