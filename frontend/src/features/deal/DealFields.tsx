import { Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealFields_deal$data, DealFields_deal$key } from '@/__generated__/DealFields_deal.graphql';
import { useFormat } from '@/i18n/format';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { CustomRows } from '../fields/CustomRows';
import { useFields } from '../fields/definitions';
import { AskedMark } from '../fields/StandardsOf';
import { useAsked } from '../fields/standards';
import classes from './Deal.module.css';
import { EditableField } from './EditableField';
import { EditablePicker } from './EditablePicker';
import { useSaveCustom } from './useSaveCustom';

type Deal = DealFields_deal$data;

/** Every field of the deal, each edited where it stands. */
export function DealFields({ deal: key }: { deal: DealFields_deal$key }) {
  const { t } = useTranslation(['deals', 'fields']);
  const deal = useFragment(
    graphql`
      fragment DealFields_deal on Deal {
        id
        version
        status
        viewerCanEdit
        nextStep
        currency
        budget
        probability
        description
        customerNeeds
        proposedSolution
        tactics
        winLossReport
        lastActivityAt
        stageEnteredAt
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
        lead {
          id
          topic
        }
        account {
          id
          name
        }
        primaryContact {
          id
          name
        }
        source {
          id
          label
          labels {language text}
        }
        forecastCategory {
          id
          label
          labels {language text}
        }
        customFields {
          ...CustomRows_values
        }
      }
    `,
    key,
  );
  const own = useFields('DEAL').length > 0;
  const saveCustom = useSaveCustom(deal.id);
  return (
    <Stack gap="sm">
      <Group title={t('group.basics')}>
        <Basics deal={deal} />
      </Group>
      <Group title={t('group.money')}>
        <Amounts deal={deal} />
      </Group>
      {own && (
        <Group title={t('fields:heading')}>
          <CustomRows
            subject="DEAL"
            record={deal}
            values={deal.customFields}
            disabled={!deal.viewerCanEdit}
            row={Row}
            save={saveCustom}
          />
        </Group>
      )}
      <Group title={t('group.texts')}>
        <Texts deal={deal} />
      </Group>
    </Stack>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card}>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      <dl className={classes.facts}>{children}</dl>
    </section>
  );
}

interface RowProps {
  label: string;
  wide?: boolean;
  /** Name in the API of a field that the company's standards can ask for. */
  field?: string;
  children: ReactNode;
}

function Row({ label, wide, field = '', children }: RowProps) {
  const { required } = useAsked(field);
  return (
    <div style={wide ? { gridColumn: '1 / -1' } : undefined}>
      <dt>
        {label}
        {required && <AskedMark />}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function Basics({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const labelOf = useLabel();
  const label = (name: string) => t(`app:field.${name}`);
  const disabled = !deal.viewerCanEdit;
  const { account, primaryContact, source } = deal;
  return (
    <>
      <Row label={label('nextStep')} field="nextStep" wide>
        <EditableField
          deal={deal}
          field="nextStep"
          label={label('nextStep')}
          value={deal.nextStep ?? null}
          disabled={disabled}
        />
      </Row>
      <Row label={label('account')} field="account">
        <EditablePicker
          deal={deal}
          field="accountId"
          label={label('account')}
          kind="account"
          value={account?.id ?? null}
          disabled={disabled}
        >
          {account ? (
            <Link to="/accounts/$accountId" params={{ accountId: account.id }}>
              {account.name}
            </Link>
          ) : (
            '–'
          )}
        </EditablePicker>
      </Row>
      <Row label={label('primaryContact')} field="primaryContact">
        <EditablePicker
          deal={deal}
          field="primaryContactId"
          label={label('primaryContact')}
          kind="contact"
          accountId={account?.id}
          value={primaryContact?.id ?? null}
          disabled={disabled}
        >
          {primaryContact ? (
            <Link to="/contacts/$contactId" params={{ contactId: primaryContact.id }}>
              {primaryContact.name}
            </Link>
          ) : (
            '–'
          )}
        </EditablePicker>
      </Row>
      <Row label={label('source')} field="source">
        <EditablePicker
          deal={deal}
          field="sourceId"
          label={label('source')}
          kind="lookup"
          lookupKind="SOURCE"
          value={source?.id ?? null}
          disabled={disabled}
        >
          {source ? labelOf(source) : '–'}
        </EditablePicker>
      </Row>
      {deal.lead && (
        <Row label={t('lead')}>
          <Link to="/leads/$leadId" params={{ leadId: deal.lead.id }}>
            {deal.lead.topic}
          </Link>
        </Row>
      )}
      <Row label={t('column.lastActivityAt')}>
        <DateText value={deal.lastActivityAt} variant="relative" />
      </Row>
      <Row label={t('column.createdAt')}>
        <DateText value={deal.createdAt} variant="relative" /> {deal.createdBy && `· ${deal.createdBy.name}`}
      </Row>
      <Row label={t('column.updatedAt')}>
        <DateText value={deal.updatedAt} variant="relative" /> {deal.updatedBy && `· ${deal.updatedBy.name}`}
      </Row>
    </>
  );
}

function Amounts({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const labelOf = useLabel();
  const format = useFormat();
  const label = (name: string) => t(`app:field.${name}`);
  const disabled = !deal.viewerCanEdit;
  const { forecastCategory } = deal;
  return (
    <>
      <Row label={label('currency')}>
        <EditableField
          deal={deal}
          field="currency"
          label={label('currency')}
          value={deal.currency}
          required
          disabled={disabled}
          validate={(code) => (/^[A-Za-z]{3}$/.test(code ?? '') ? undefined : t('currencyCode'))}
        />
      </Row>
      <Row label={label('probability')}>
        <EditableField
          deal={deal}
          field="probability"
          label={label('probability')}
          value={String(deal.probability)}
          kind="number"
          required
          disabled={disabled || deal.status !== 'OPEN'}
          validate={(value) => {
            const number = Number(value);
            return Number.isInteger(number) && number >= 1 && number <= 99
              ? undefined
              : t('probabilityRange');
          }}
        >
          {format.percent(deal.probability)}
        </EditableField>
      </Row>
      <Row label={label('budget')} field="budget">
        <EditableField
          deal={deal}
          field="budget"
          label={label('budget')}
          value={deal.budget ?? null}
          kind="number"
          disabled={disabled}
        >
          <Money amount={deal.budget} currency={deal.currency} />
        </EditableField>
      </Row>
      <Row label={label('forecastCategory')}>
        <EditablePicker
          deal={deal}
          field="forecastCategoryId"
          label={label('forecastCategory')}
          kind="lookup"
          lookupKind="FORECAST_CATEGORY"
          value={forecastCategory?.id ?? null}
          disabled={disabled}
        >
          {forecastCategory ? labelOf(forecastCategory) : '–'}
        </EditablePicker>
      </Row>
    </>
  );
}

const TEXTS = ['description', 'customerNeeds', 'proposedSolution', 'tactics', 'winLossReport'] as const;

function Texts({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  return TEXTS.map((field) => (
    <Row key={field} label={t(`app:field.${field}`)} field={field} wide>
      <EditableField
        deal={deal}
        field={field}
        label={t(`app:field.${field}`)}
        value={deal[field] ?? null}
        kind="textarea"
        disabled={!deal.viewerCanEdit}
      />
    </Row>
  ));
}
