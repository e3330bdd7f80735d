import { ActionIcon, Badge, Menu, Table, Text } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconStar from '@tabler/icons-react/dist/esm/icons/IconStar.mjs';
import IconStarFilled from '@tabler/icons-react/dist/esm/icons/IconStarFilled.mjs';
import IconUserMinus from '@tabler/icons-react/dist/esm/icons/IconUserMinus.mjs';
import { type ComponentProps, useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from '@/ui/DateText';
import { LookupPicker } from '@/ui/pickers';
import { RecordLink } from '../../records/RecordLink';
import { FreshContext } from '../../records/useFresh';
import { INFLUENCES, LOYALTIES, type Person, SIDES, toneOf, useWords } from './model';
import { useRoleName } from './roleNames';
import { StakeholderField } from './StakeholderField';
import classes from './Stakeholders.module.css';
import type { StakeholderActions } from './useStakeholders';

interface Props {
  person: Person;
  primary: boolean;
  actions: StakeholderActions;
  readOnly: boolean;
}

const TEXTS = ['motivators', 'notes'] as const;

/** One stakeholder; what moves them folds out below. */
export function StakeholderRow({ person, primary, actions, readOnly }: Props) {
  const { t } = useTranslation('stakeholders');
  const labelOf = useRoleName();
  const words = useWords();
  const fresh = useContext(FreshContext);
  const [open, setOpen] = useState(false);
  const details = useId();
  const { contact, role } = person;
  const label = (field: string) => t(`app:field.${field}`);
  const shared = { person, disabled: readOnly, save: actions.save };
  const who = fresh.get(person.id);
  const mark = fresh.has(person.id) || undefined;
  const told = TEXTS.some((field) => person[field]);

  return (
    <>
      <Table.Tr role="row" data-fresh={mark}>
        <Cell label={label('contact')} data-first>
          <span className={classes.person}>
            <ActionIcon
              size="sm"
              aria-expanded={open}
              aria-controls={open ? details : undefined}
              aria-label={t('details', { name: contact.name })}
              onClick={() => setOpen(!open)}
              data-told={told || undefined}
              className={classes.fold}
            >
              {open ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
            </ActionIcon>
            <span className={classes.who}>
              <span className={classes.name}>
                <RecordLink kind="contact" id={contact.id} fw={600}>
                  {contact.name}
                </RecordLink>
                {primary && (
                  <Badge
                    size="xs"
                    variant="default"
                    leftSection={<IconStarFilled size={9} color="var(--mantine-color-amber-6)" aria-hidden />}
                  >
                    {t('primary')}
                  </Badge>
                )}
              </span>
              {contact.jobTitle && (
                <Text size="xs" c="dimmed">
                  {contact.jobTitle}
                </Text>
              )}
              {who && <span className={classes.freshBy}>{who}</span>}
            </span>
          </span>
        </Cell>
        <Cell label={label('role')}>
          <StakeholderField
            {...shared}
            field="roleId"
            label={label('role')}
            value={role?.id ?? null}
            picker={(props) => <LookupPicker kind="STAKEHOLDER_ROLE" {...props} />}
          >
            {role ? labelOf(role) : '–'}
          </StakeholderField>
        </Cell>
        <Cell label={label('side')} data-short>
          <StakeholderField
            {...shared}
            field="side"
            label={label('side')}
            value={person.side}
            kind="select"
            required
            options={SIDES.map((value) => ({ value, label: words.side(value) }))}
          >
            {words.side(person.side)}
          </StakeholderField>
        </Cell>
        <Cell label={label('influence')} data-short>
          <StakeholderField
            {...shared}
            field="influence"
            label={label('influence')}
            value={String(person.influence)}
            kind="select"
            required
            options={INFLUENCES.map((value) => ({ value: String(value), label: String(value) }))}
          >
            <Meter value={person.influence} />
          </StakeholderField>
        </Cell>
        <Cell label={label('loyalty')} data-short>
          <StakeholderField
            {...shared}
            field="loyalty"
            label={label('loyalty')}
            value={String(person.loyalty)}
            kind="select"
            required
            options={LOYALTIES.map((value) => ({ value: String(value), label: words.loyalty(value) }))}
          >
            <span className={classes.tone} style={{ background: toneOf(person.loyalty) }} aria-hidden />
            {words.loyalty(person.loyalty)}
          </StakeholderField>
        </Cell>
        <Cell label={label('lastMetOn')} data-short>
          <StakeholderField
            {...shared}
            field="lastMetOn"
            label={label('lastMetOn')}
            value={person.lastMetOn ?? null}
            kind="date"
          >
            <DateText value={person.lastMetOn} />
          </StakeholderField>
        </Cell>
        <Table.Td role="cell" className={classes.menu}>
          {!readOnly && <Actions person={person} primary={primary} actions={actions} />}
        </Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr role="row" id={details} className={classes.details}>
          <Table.Td role="cell" colSpan={7}>
            <dl className={classes.texts}>
              {TEXTS.map((field) => (
                <div key={field}>
                  <dt>{label(field)}</dt>
                  <dd>
                    <StakeholderField
                      {...shared}
                      field={field}
                      label={label(field)}
                      value={person[field] ?? null}
                      kind="textarea"
                    />
                  </dd>
                </div>
              ))}
            </dl>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** Carries its column's name along for where the head of the table is out of sight. */
function Cell({ label, ...props }: ComponentProps<typeof Table.Td> & { label: string }) {
  return <Table.Td role="cell" data-label={label} {...props} />;
}

function Meter({ value }: { value: number }) {
  return (
    <span className={classes.meter}>
      <span className="ds-number">{value}</span>
      {INFLUENCES.map((step) => (
        <i key={step} data-on={step <= value || undefined} aria-hidden />
      ))}
    </span>
  );
}

function Actions({ person, primary, actions }: Omit<Props, 'readOnly'>) {
  const { t } = useTranslation('stakeholders');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('more', { name: person.contact.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={primary}
          leftSection={<IconStar size={16} aria-hidden />}
          onClick={() => void actions.makePrimary(person)}
        >
          {t('makePrimary')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUserMinus size={16} aria-hidden />}
          onClick={() => void actions.remove(person)}
        >
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
