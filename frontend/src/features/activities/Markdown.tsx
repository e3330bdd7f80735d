import { Anchor } from '@mantine/core';
import { createElement, type ReactNode, useMemo } from 'react';
import classes from './Markdown.module.css';
import { type Piece, read } from './markdown';

function shown(piece: Piece, key: number): ReactNode {
  if (typeof piece === 'string') return piece;
  const { tag, href, align, start, children } = piece;
  const inner = children.length > 0 ? children.map(shown) : undefined;
  if (tag === 'a') {
    if (!href) return <span key={key}>{inner}</span>;
    return (
      <Anchor key={key} href={href} target="_blank" rel="noopener noreferrer" inherit underline="always">
        {inner}
      </Anchor>
    );
  }
  if (tag === 'table') {
    return (
      // A wide table scrolls by itself, also by keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can have the focus.
      <div key={key} className={classes.wide} tabIndex={0}>
        <table>{inner}</table>
      </div>
    );
  }
  return createElement(tag, { key, start, style: align && { textAlign: align } }, inner);
}

/** What somebody wrote in Markdown. */
export function Markdown({ text }: { text: string }) {
  const pieces = useMemo(() => read(text), [text]);
  return <div className={classes.text}>{pieces.map(shown)}</div>;
}
