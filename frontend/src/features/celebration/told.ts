/** Where a win of the viewer's own was heard of: on the screen it was made on, or from the server. */
export type Source = 'screen' | 'news';

/**
 * A win of one's own is heard of twice, in either order, and celebrated once. What one side alone tells, such as
 * many deals at once, is told by that side.
 */
export function createOnce(): (dealId: string, source: Source) => boolean {
  const heard = new Map<string, Source>();
  return (dealId, source) => {
    const before = heard.get(dealId);
    if (before !== undefined && before !== source) {
      heard.delete(dealId);
      return false;
    }
    heard.set(dealId, source);
    return true;
  };
}
