/** Once what is wrong is marked: brings the first of it into sight, and the keyboard to it. */
export function showFirstInvalid(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.scrollIntoView?.({ block: 'nearest' });
    // A list that opens by itself would cover what is said below it.
    if (field && !field.hasAttribute('aria-haspopup')) field.focus();
  });
}
