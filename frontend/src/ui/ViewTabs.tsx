import { Tabs } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useOpenInSight } from './tabRow/useOpenInSight';
import classes from './ViewTabs.module.css';

interface Props {
  label: string;
  value: string;
  views: readonly { value: string; label: string; tip?: string; icon?: ReactNode }[];
  onChange: (value: string) => void;
}

/** Which of its views a list shows. There is no panel of their own, hence no aria-controls. */
export function ViewTabs({ label, value, views, onChange }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useOpenInSight(root, value);
  return (
    <Tabs
      ref={root}
      className={classes.tabs}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      aria-label={label}
    >
      <Tabs.List className={classes.list}>
        {views.map((view) => (
          <Tabs.Tab
            key={view.value}
            value={view.value}
            leftSection={view.icon}
            data-tip={view.tip}
            aria-description={view.tip}
            aria-controls={undefined}
          >
            {view.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
