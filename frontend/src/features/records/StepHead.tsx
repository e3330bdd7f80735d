import { Button, Menu } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Command, useCommands } from '@/app/commands';
import { PageHeader } from '@/ui/PageHeader';
import { PresentPeople } from '../presence/PresentPeople';
import classes from './Record.module.css';

interface Props {
  /** Names the texts and the list that it is one of. */
  kind: 'leads' | 'proposals' | 'contracts';
  title: string;
  /** Its status, and what else stands beside the name. */
  aside: ReactNode;
  /** What can be done at any time, before the steps. */
  always?: ReactNode;
  /** What can be done now; a memoised list. */
  steps: readonly Command[];
  /** How the first step's button looks; left out, it is in the menu with the others. */
  first?: 'filled' | 'default';
}

/** The head of what goes its way step by step: way back, name, and the steps, also in the command palette. */
export function StepHead({ kind, title, aside, always, steps, first }: Props) {
  const { t } = useTranslation(kind);
  useCommands(steps);
  const shown = first && steps[0];
  const rest = shown ? steps.slice(1) : steps;
  const ShownIcon = shown?.icon;
  return (
    <>
      <Link to={`/${kind}`} className={classes.back}>
        ← {t('title')}
      </Link>
      <PageHeader
        title={title}
        aside={
          <>
            {aside}
            <PresentPeople />
          </>
        }
        actions={
          (always || steps.length > 0) && (
            <>
              {always}
              {shown && (
                <Button
                  variant={first}
                  leftSection={ShownIcon && <ShownIcon size={16} aria-hidden />}
                  onClick={shown.run}
                >
                  {shown.label}
                </Button>
              )}
              {rest.length > 0 && <StepMenu label={t('actions')} steps={rest} />}
            </>
          )
        }
      />
    </>
  );
}

function StepMenu({ label: name, steps }: { label: string; steps: readonly Command[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map(({ id, label, icon: ItemIcon, run }) => (
          <Menu.Item key={id} leftSection={ItemIcon && <ItemIcon size={16} aria-hidden />} onClick={run}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
