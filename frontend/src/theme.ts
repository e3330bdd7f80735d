import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { pasteNumber } from '@/ui/pasteNumber';

/** The brand: a deep blue-green that stays calm over long days. */
const petrol: MantineColorsTuple = [
  '#eaf6f8',
  '#d3eaee',
  '#a8d5dd',
  '#7cc1cd',
  '#55adbd',
  '#3798aa',
  '#228497',
  '#126b7c',
  '#0d5a69',
  '#084550',
];
/** The accent: used sparingly, for what wants attention without being an error. */
const amber: MantineColorsTuple = [
  '#fff6e6',
  '#fdead0',
  '#f9d5a3',
  '#f5bf73',
  '#f2b35b',
  '#e99d35',
  '#c97f17',
  '#96590a',
  '#7b4705',
  '#5c3403',
];
/** Warm greys for paper-like light surfaces. */
const gray: MantineColorsTuple = [
  '#f8f7f4',
  '#f1efea',
  '#e6e3dc',
  '#d8d4cb',
  '#c3beb3',
  '#a19c91',
  '#7a756b',
  '#5a564d',
  '#413e37',
  '#26241f',
];
/** Ink with a hint of petrol for dark surfaces. */
const dark: MantineColorsTuple = [
  '#dbe2e4',
  '#b6c1c5',
  '#8d9a9f',
  '#627077',
  '#3d494f',
  '#2d373c',
  '#232b2f',
  '#181e21',
  '#12171a',
  '#0c1012',
];

/** What cannot be undone: shades 7 and 8 carry white text. */
const red: MantineColorsTuple = [
  '#fff0ee',
  '#ffe0dc',
  '#ffc2bb',
  '#ff9a91',
  '#f77a70',
  '#ee5b50',
  '#e03e33',
  '#c4291f',
  '#b3261e',
  '#8f1c15',
];

const LISTBOX = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 240, overflowY: 'auto' }, input: { textOverflow: 'ellipsis' } },
} as const;

export const theme = createTheme({
  primaryColor: 'petrol',
  // Shade 6 on white stays below AA; 7 and 8 pass.
  primaryShade: { light: 7, dark: 8 },
  colors: { petrol, amber, gray, dark, red },
  black: '#22211d',
  fontFamily:
    "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Liberation Mono', 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Above a long page it would be squeezed, and what does not fit in it is cut.
    Alert: { defaultProps: { flex: 'none' } },
    NumberInput: { defaultProps: { onPasteCapture: pasteNumber } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg' },
      styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650, lineHeight: 1.3 } },
    },
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
    Input: { vars: () => ({ wrapper: { '--input-bd-focus': 'var(--ds-accent)' } }) },
    Tabs: {
      // As a line it must stand out; a pill is filled, and its text is made for the filled colour.
      vars: (_theme: unknown, { variant }: { variant?: string }) => ({
        root: variant === 'pills' ? {} : { '--tabs-color': 'var(--ds-accent)' },
      }),
    },
    // The list itself scrolls: a scrolling box around it would have to be reachable by Tab.
    Select: LISTBOX,
    MultiSelect: LISTBOX,
    Autocomplete: LISTBOX,
    TagsInput: LISTBOX,
    Badge: { styles: { root: { textTransform: 'none', fontWeight: 600 } } },
  },
});

/**
 * Mantine's own dimmed text, placeholders and errors fall below AA contrast; the page, card and
 * navigation surfaces are ours.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': petrol[7],
    '--mantine-color-gray-text': gray[7],
    '--ds-accent': petrol[7],
    '--ds-canvas': '#f7f6f2',
    '--ds-surface': '#ffffff',
    '--ds-surface-sunken': gray[1],
    '--ds-line': gray[2],
    '--ds-nav': '#0e3a44',
    '--ds-nav-text': '#d5e6e9',
    '--ds-nav-active': '#1b5462',
    '--ds-nav-line': '#20505c',
    '--ds-highlight': '#fdf1d8',
    '--ds-shadow': '0 1px 2px rgb(38 36 31 / 8%), 0 1px 6px rgb(38 36 31 / 5%)',
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-dimmed': dark[1],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-error': '#ff9a91',
    '--mantine-color-anchor': petrol[3],
    // Mantine mixes these with black: chosen things would be darker than what lies around them.
    '--mantine-color-petrol-light': '#1b3a42',
    '--mantine-color-petrol-light-hover': '#214650',
    '--mantine-color-petrol-light-color': petrol[2],
    '--mantine-color-gray-text': dark[1],
    // Nearly white otherwise: what cannot be undone would look like any other button.
    '--mantine-color-red-light-color': red[3],
    // The filled petrol is lost on dark surfaces where it is only a line.
    '--ds-accent': petrol[4],
    '--ds-canvas': '#12171a',
    '--ds-surface': '#1a2124',
    '--ds-surface-sunken': '#151b1e',
    '--ds-line': '#2b353a',
    '--ds-nav': '#0d1315',
    '--ds-nav-text': '#c3d2d6',
    '--ds-nav-active': '#1d3036',
    '--ds-nav-line': '#1f292d',
    '--ds-highlight': '#3a2f17',
    '--ds-shadow': '0 1px 2px rgb(0 0 0 / 40%)',
  },
});
