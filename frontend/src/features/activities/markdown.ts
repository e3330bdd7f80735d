import MarkdownIt, { type Token } from 'markdown-it';

export type Piece = string | Element;

export interface Element {
  tag: Tag;
  /** Of links. */
  href?: string;
  /** Of table cells. */
  align?: 'left' | 'center' | 'right';
  /** Of numbered lists that do not begin at one. */
  start?: number;
  children: Piece[];
}

/** Everything that can come of what somebody writes. */
const TAGS = [
  'p',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
  'strong',
  'em',
  's',
  'a',
  'br',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
] as const;
export type Tag = (typeof TAGS)[number];

// Images would be fetched from wherever somebody says, and tell who reads: their text is kept, as a link.
const reader = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image');
// Only what is written as an address is one: `notes.md` is not.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** The page has headings of its own above these. */
const HEADINGS: Record<string, Tag> = { h1: 'h4', h2: 'h5', h3: 'h6', h4: 'h6', h5: 'h6', h6: 'h6' };

function tagOf(name: string): Tag | undefined {
  return HEADINGS[name] ?? TAGS.find((tag) => tag === name);
}

/** Addresses that lead somewhere: nothing somebody writes may run here. */
function hrefOf(token: Token): string | undefined {
  const href = String(token.attrGet('href') ?? '');
  return /^(https?:|mailto:|tel:)/i.test(href) ? href : undefined;
}

function alignOf(token: Token): Element['align'] {
  const [, align] = /text-align:\s*(left|center|right)/.exec(String(token.attrGet('style') ?? '')) ?? [];
  return align as Element['align'];
}

function elementOf(token: Token): Element | undefined {
  const tag = tagOf(token.tag);
  if (!tag) return undefined;
  const element: Element = { tag, children: [] };
  if (tag === 'a') element.href = hrefOf(token);
  if (tag === 'th' || tag === 'td') element.align = alignOf(token);
  const start = tag === 'ol' ? Number(token.attrGet('start') ?? 1) : 1;
  if (start !== 1) element.start = start;
  return element;
}

/** Puts the library's flat list of tokens into the elements it opens and closes. */
function gather(tokens: readonly Token[]): Piece[] {
  const open: Piece[][] = [[]];
  const add = (...pieces: Piece[]) => open.at(-1)?.push(...pieces);
  for (const token of tokens) {
    if (token.type === 'inline') add(...gather(token.children ?? []));
    else if (token.type === 'text') add(token.content);
    else if (token.type === 'softbreak' || token.type === 'hardbreak') add({ tag: 'br', children: [] });
    else if (token.type === 'code_inline') add({ tag: 'code', children: [token.content] });
    else if (token.type === 'fence' || token.type === 'code_block') {
      add({ tag: 'pre', children: [token.content.replace(/\n$/, '')] });
    } else if (token.nesting === -1) {
      if (open.length > 1) open.pop();
    } else {
      // A paragraph of a tight list is no paragraph; what is not known is its content alone.
      const element = token.hidden ? undefined : elementOf(token);
      if (element) add(element);
      if (token.nesting === 1) open.push(element ? element.children : (open.at(-1) ?? []));
    }
  }
  return open[0] ?? [];
}

/** What somebody wrote in Markdown, as elements. No HTML ever comes of it that is not in the list above. */
export function read(text: string): Piece[] {
  return gather(reader.parse(text, {}));
}
