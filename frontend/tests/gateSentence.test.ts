import { describe, expect, test } from 'vitest';
import { gateSentence } from '@/features/transfer/run/gateSentence';

const option = (key: string, label: string) => ({ kind: 'FIELD', key, label });
const OPTIONS = [
  option('budget', 'Budget'),
  option('custom.budget', 'Budget, approved'),
  option('custom.where', 'Where. And how'),
];
const keys = (text: string) => gateSentence(text, OPTIONS)?.missing.map(({ key }) => key);

describe('what a stage asks of an imported row', () => {
  test('is read from the sentence, commas in labels and all', () => {
    expect(keys('“A ” B” asks for: Budget.')).toEqual(['budget']);
    expect(gateSentence('“A ” B” asks for: Budget.', OPTIONS)?.stage).toBe('A ” B');
    expect(keys('“A” asks for: Budget, approved, Where. And how, Budget.')).toEqual([
      'custom.budget',
      'custom.where',
      'budget',
    ]);
  });

  test('is left as it is told when it names what is not known, or is about something else', () => {
    expect(keys('“A” asks for: Budget, Colour.')).toBeUndefined();
    expect(keys('This cannot be empty.')).toBeUndefined();
  });
});
