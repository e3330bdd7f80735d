import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { Counts_import$key } from '@/__generated__/Counts_import.graphql';
import { useFormat } from '@/i18n/format';
import classes from '../Transfer.module.css';

const KINDS = ['created', 'updated', 'unchanged', 'failed'] as const;

/** How many rows were, or would be, added, changed, left and refused. */
export function Counts({ run }: { run: Counts_import$key }) {
  const { t } = useTranslation('transfer');
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment Counts_import on Import {
        dryRun
        created
        updated
        unchanged
        failed
      }
    `,
    run,
  );
  return (
    <dl className={classes.counts}>
      {KINDS.map((kind) => (
        <div key={kind} data-kind={data[kind] > 0 ? kind : undefined}>
          <dt>{t(`count.${data.dryRun ? 'check' : 'import'}.${kind}`)}</dt>
          <dd className="ds-number">{format.number(data[kind])}</dd>
        </div>
      ))}
    </dl>
  );
}
