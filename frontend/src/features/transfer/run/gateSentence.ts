import type { Requirement } from '../../gate/asking';

export interface GateSentence {
  stage: string;
  missing: readonly Requirement[];
}

/** The label that the text goes on with, the longest when one begins another. */
function nextOf(text: string, options: readonly Requirement[]): Requirement | undefined {
  return options
    .filter(({ label }) => text === label || text.startsWith(`${label}, `))
    .sort((one, other) => other.label.length - one.label.length)[0];
}

/**
 * "“Contracting” asks for: Amount, Budget." as data: rows are told about in sentences only. `options` is all that a
 * gate can ask for, as the server calls it; undefined when the text names something else.
 */
export function gateSentence(text: string, options: readonly Requirement[]): GateSentence | undefined {
  const [, stage, list] = /^“([\s\S]*)” asks for: ([\s\S]*)\.$/.exec(text) ?? [];
  if (stage === undefined || list === undefined) return undefined;
  const missing: Requirement[] = [];
  let rest = list;
  while (rest) {
    const next = nextOf(rest, options);
    if (!next) return undefined;
    missing.push(next);
    rest = rest.slice(next.label.length + 2);
  }
  return { stage, missing };
}
