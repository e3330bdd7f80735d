/**
 * Gives the focus to an element that may have to be rendered first. One that is there has it when this returns:
 * the next key, however soon, then acts on it and not on what had the focus before.
 */
export function focusWhenThere(find: () => HTMLElement | null | undefined): void {
  const element = find();
  if (element) element.focus();
  else requestAnimationFrame(() => find()?.focus());
}
