import { expect, test } from 'vitest';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { problemsToAnnotations } from '../../../pipeline/foundation/problems/print-problems.ts';
import { createProblem } from '../../../pipeline/foundation/problems/problem.ts';
import { problemsToSarif } from '../../../pipeline/foundation/problems/sarif.ts';

interface Log {
  readonly runs: [{ readonly results: { readonly partialFingerprints: Record<string, string> }[] }];
}

/** The fingerprints of a finding at each place of this word. */
function fingerprints(text: string, word = 'headlin'): string[] {
  const source = createSource('content/a b/en.yaml', text);
  const problems = [...text.matchAll(new RegExp(word, 'g'))].map(({ index: start }) =>
    createProblem('lift-whom', undefined, { source, start, end: start + word.length }),
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

test('a finding of axe-core has its place in SARIF and for GitHub, with the text of its rule and the page about it as help', () => {
  const page = 'https://dequeuniversity.com/rules/axe/4.14/color-contrast';
  const source = createSource('templates/email/quote.hbs', '<p>{{quote}}</p>\n');
  const problem = createProblem(
    'axe/color-contrast',
    { message: '“Glad”: the contrast is 1.6.', hint: `Text must have contrast: ${page}` },
    { source, start: 3, end: 12 },
  );
  const log = problemsToSarif([problem], { version: '1.0.0', help: new Map() }) as {
    runs: [{ tool: { driver: { rules: unknown[] } }; results: unknown[] }];
  };
  expect(log.runs[0].tool.driver.rules).toEqual([
    {
      id: 'axe/color-contrast',
      shortDescription: { text: 'Text must have contrast' },
      help: { text: `Text must have contrast: ${page}`, markdown: `Text must have contrast: ${page}` },
      helpUri: page,
      defaultConfiguration: { level: 'warning' },
    },
  ]);
  expect(log.runs[0].results).toMatchObject([
    {
      ruleId: 'axe/color-contrast',
      level: 'warning',
      locations: [{ physicalLocation: { region: { startLine: 1, startColumn: 4, endColumn: 13 } } }],
    },
  ]);
  expect(problemsToAnnotations([problem])).toBe(
    `::warning file=templates/email/quote.hbs,line=1,col=4,endLine=1,endColumn=13,title=axe/color-contrast::“Glad”: the contrast is 1.6.%0AText must have contrast: ${page}`,
  );
});
