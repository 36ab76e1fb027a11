import { expect, test } from 'vitest';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { createProblem } from '../../../pipeline/foundation/problems/problem.ts';
import { problemsToSarif } from '../../../pipeline/foundation/problems/sarif.ts';

interface Log {
  readonly runs: [{ readonly results: { readonly partialFingerprints: Record<string, string> }[] }];
}

/** The fingerprints of a finding at each place of this word. */
function fingerprints(text: string, word = 'headlin'): string[] {
  const source = createSource('content/a b/en.yaml', text);
  const problems = [...text.matchAll(new RegExp(word, 'g'))].map(({ index: start }) =>
    createProblem('erase-not-confirmed', undefined, { source, start, end: start + word.length }),
  );
  const log = problemsToSarif(problems, { version: '1.0.0', help: new Map() }) as Log;
  return log.runs[0].results.flatMap((result) => Object.values(result.partialFingerprints));
}

test('a fingerprint stays the same when lines above the finding change', () => {
  const [before] = fingerprints('kind: article\nheadlin: One\n');
  expect(before).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprints('# More.\n\nkind: digest\nheadlin: One\n')).toEqual([before]);
  expect(fingerprints('kind: article\nheadlin: Two\n')).not.toEqual([before]);
});

test('two findings with the same words have two fingerprints', () => {
  expect(new Set(fingerprints('headlin: One\nheadlin: One\n')).size).toBe(2);
});
