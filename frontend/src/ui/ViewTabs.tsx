import { Tabs } from '@mantine/core';
import classes from './ViewTabs.module.css';

interface Props {
  label: string;
  value: string;
  views: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** Which of its views a list shows. There is no panel of their own, hence no aria-controls. */
export function ViewTabs({ label, value, views, onChange }: Props) {
  return (
    <Tabs
      className={classes.tabs}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      aria-label={label}
    >
      <Tabs.List className={classes.list}>
        {views.map((view) => (
          <Tabs.Tab key={view.value} value={view.value} aria-controls={undefined}>
            {view.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
