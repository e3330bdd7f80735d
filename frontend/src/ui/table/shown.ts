const tables = new Map<string, readonly string[]>();

/** Told by the table itself, whatever else is on the page: which columns it shows, in their order. */
export function tellColumns(table: string, ids: readonly string[]): void {
  tables.set(table, ids);
}

/** The columns the table of this name shows; nothing before it was on screen. */
export function columnsShown(table: string): readonly string[] | undefined {
  return tables.get(table);
}
