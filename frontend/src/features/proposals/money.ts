/** `-1200.00` → `1200.00`, with the sign apart; none for nothing. */
export function signed(decimal: string): { sign: '' | '+' | '−'; amount: string } {
  const negative = decimal.startsWith('-');
  const amount = negative ? decimal.slice(1) : decimal;
  if (!/[1-9]/.test(amount)) return { sign: '', amount };
  return { sign: negative ? '−' : '+', amount };
}
