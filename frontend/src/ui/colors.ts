/** The colours the server knows; each is a scale of the theme. */
export const STAGE_COLORS = [
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
] as const;

/** A stage's or avatar's colour as CSS: `grape` means nothing to a browser; what is CSS already stays. */
export function stageColor(name: string): string {
  return STAGE_COLORS.some((known) => known === name) ? `var(--mantine-color-${name}-6)` : name;
}
