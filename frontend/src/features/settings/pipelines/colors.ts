/** Told apart by people who see few colours too: they differ in lightness, not in hue alone. */
export const STAGE_COLORS = [
  '#126b7c',
  '#3798aa',
  '#7cc1cd',
  '#4263eb',
  '#7048e8',
  '#ae3ec9',
  '#e64980',
  '#c92a2a',
  '#e8590c',
  '#e99d35',
  '#2f9e44',
  '#5a564d',
] as const;
