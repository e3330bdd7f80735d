import { useTranslation } from 'react-i18next';
import { graphql, readInlineData } from 'react-relay/hooks';
import type { useConditionText_policy$key } from '@/__generated__/useConditionText_policy.graphql';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';

/** When a policy asks for approval, in words. */
export function useConditionText(): (policy: useConditionText_policy$key) => string {
  const { t } = useTranslation('approvals');
  const format = useFormat();
  const { baseCurrency } = useWorkspace();
  return (policy) => {
    const { condition } = readInlineData(
      graphql`
        fragment useConditionText_policy on ApprovalPolicy @inline {
          condition {
            amountAtLeast
            discountAtLeast
            marginBelow
            pipelines {
              id
              name
            }
            custom
          }
        }
      `,
      policy,
    );
    const { amountAtLeast, discountAtLeast, marginBelow, pipelines, custom } = condition;
    const own = Array.isArray(custom) ? custom.length : 0;
    const percent = (value: string) => `${format.decimal(value)} %`;
    const parts = [
      ...(amountAtLeast ? [t('when.amount', { amount: format.money(amountAtLeast, baseCurrency) })] : []),
      ...(discountAtLeast ? [t('when.discount', { percent: percent(discountAtLeast) })] : []),
      ...(marginBelow ? [t('when.margin', { percent: percent(marginBelow) })] : []),
      ...(pipelines.length > 0
        ? [t('when.pipelines', { list: pipelines.map(({ name }) => name).join(', ') })]
        : []),
      ...(own > 0 ? [t('when.custom', { count: own })] : []),
    ];
    return parts.length > 0 ? parts.join(' · ') : t('when.always');
  };
}
