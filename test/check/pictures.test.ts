import sharp from 'sharp';
import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { exitCodeFor } from '../../pipeline/foundation/program/report-problems.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';

/** What is found about the picture of the small publication. */
async function found(picture: Uint8Array, framing = ''): Promise<Problem[]> {
  const report = new Report();
  const article = tinyPublication.en.replace('image: boat.png', (image) => `${image}\n${framing}`);
  const publication = memoryFiles({
    ...tinyFiles,
    'content/spring/boat.png': picture,
    'content/spring/en.yaml': article,
  });
  await checkPublication({ package: repository, publication }, report, { asOf: 0 });
  return report.problems;
}

const noise = { type: 'gaussian', mean: 128, sigma: 100 } as const;
const grain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080', noise } });

test('a picture that is heavy in the mail is reported at its line, in each language that shows it', async () => {
  const problems = await found(await grain(1200, 900).ensureAlpha(0.5).png().toBuffer());
  expect(problems.map(placed)).toEqual([
    'picture-heavy content/spring/en.yaml:14:12',
    'picture-heavy content/spring/nl.yaml:10:5',
  ]);
  expect(problems[0]?.message).toMatch(/^"boat\.png" is \d\.\d MB in the mail/);
});

test('a picture that is narrower than the mail is a note, which does not fail a strict check', async () => {
  const problems = await found(await grain(320, 240).png().toBuffer());
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['picture-narrow', 'note'],
    ['picture-narrow', 'note'],
  ]);
  expect(problems[0]?.message).toContain('320 pixels wide');
  expect(exitCodeFor(problems, { strict: true })).toBe(0);
});

test('a crop that leaves too little for the mail, and a focus outside of it, are reported once for each language', async () => {
  const picture = await grain(1000, 400).png().toBuffer();
  const problems = await found(picture, '    crop: { left: 25%, right: 25% }\n    focus: { x: 20%, y: 50% }');
  expect(problems.map(placed)).toEqual([
    'crop-narrow content/spring/en.yaml:14:12',
    'focus-outside content/spring/en.yaml:14:12',
    'crop-narrow content/spring/nl.yaml:10:5',
    'focus-outside content/spring/nl.yaml:10:5',
  ]);
  expect(problems[0]?.message).toContain('leaves 500 pixels of its width');
  expect(await found(picture, '    crop: { left: 20%, right: 20% }\n    focus: { x: 20%, y: 50% }')).toEqual(
    [],
  );
});
