type Data = Record<string | symbol, unknown>;

export interface DealDrag {
  kind: 'deal';
  dealId: string;
  stageId: string;
}
export interface CardTarget {
  kind: 'card';
  dealId: string;
  stageId: string;
}
export interface ColumnTarget {
  kind: 'column';
  stageId: string;
  at: 'top' | 'bottom';
}

export function isDealDrag(data: Data): data is Data & DealDrag {
  return data.kind === 'deal' && typeof data.dealId === 'string' && typeof data.stageId === 'string';
}

export function isCardTarget(data: Data): data is Data & CardTarget {
  return data.kind === 'card' && typeof data.dealId === 'string' && typeof data.stageId === 'string';
}

export function isColumnTarget(data: Data): data is Data & ColumnTarget {
  return data.kind === 'column' && typeof data.stageId === 'string';
}
