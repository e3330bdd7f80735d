const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** Letters that have no accent to take off. */
const OTHERS: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', đ: 'd' };

/** Room for a number behind it: a key has at most 40 characters. */
const LONGEST = 34;

/** A label in plain letters: what the server would drop is written out, so that a key says what it is about. */
function plain(label: string): string {
  const letters = [...label.toLowerCase()].map((letter) => CYRILLIC[letter] ?? OTHERS[letter] ?? letter);
  return letters.join('').normalize('NFD').replace(/\p{M}/gu, '');
}

/** What a field or an option is called in the API, made from its label; none of those that are taken. */
export function keyFrom(label: string, taken: readonly string[]): string {
  const words = plain(label)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (words.length === 0) return '';
  const joined = words.join('_');
  const base = (/^[a-z]/.test(joined) ? joined : `f_${joined}`).slice(0, LONGEST).replace(/_+$/, '');
  let key = base;
  for (let count = 2; taken.includes(key); count += 1) key = `${base}_${count}`;
  return key;
}

export function isKey(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(key);
}
