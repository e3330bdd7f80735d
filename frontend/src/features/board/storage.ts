const PIPELINE = 'ds-board-pipeline';
const FOLDED = 'ds-board-folded';
const CARD = 'ds-board-card';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be blocked: the board then starts the same every time.
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts for this page only.
  }
}

export const lastPipeline = {
  get: () => read(PIPELINE),
  set: (id: string) => write(PIPELINE, id),
};

/** Keys of the custom fields on the cards. */
export const storedCardFields = {
  get(): string[] {
    try {
      const value: unknown = JSON.parse(read(CARD) ?? '[]');
      return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
    } catch {
      return [];
    }
  },
  set: (keys: readonly string[]) => write(CARD, JSON.stringify(keys)),
};

/** Stage → folded or not, where the user has chosen otherwise than the board's own start. */
export type Folds = Readonly<Record<string, boolean>>;

export const storedFolds = {
  get(): Folds {
    try {
      const value: unknown = JSON.parse(read(FOLDED) ?? '{}');
      return typeof value === 'object' && value !== null ? (value as Folds) : {};
    } catch {
      return {};
    }
  },
  set: (folds: Folds) => write(FOLDED, JSON.stringify(folds)),
};
