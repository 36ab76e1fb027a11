import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { placed, repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

/** What is found in the small publication with these words changed in its files, or in templates of the package. */
async function found(changes: Record<string, readonly [string, string]>): Promise<string[]> {
  const files: Record<string, string | Uint8Array> = { ...tinyFiles };
  for (const [path, [from, to]] of Object.entries(changes)) {
    const text = Buffer.from(files[path] ?? (await repository.read(path)) ?? '').toString();
    expect(text).toContain(from);
    files[path] = text.replaceAll(from, to);
  }
  const report = new Report();
  await checkPublication({ package: repository, publication: memoryFiles(files) }, report, { asOf: 0 });
  return report.problems.map(placed);
}

const en = 'content/spring/en.yaml';
const nl = 'content/spring/nl.yaml';
const email = (name: string) => `templates/email/${name}.mjml.hbs`;

test('a publication without a mistake has no finding', async () => {
  expect(await found({})).toEqual([]);
});

const faults: Record<string, [Record<string, readonly [string, string]>, string[]]> = {
  'no language': [
    { [email('edition')]: ['lang="{{locale}}" dir="{{direction}}"', ''] },
    [`mail-language ${email('edition')}:1:1`],
  ],
  'a heading that skips a level': [
    { [email('blocks/heading')]: ['h2', 'h4'] },
    [`mail-headings ${email('parts/opening')}`],
  ],
  'a table for layout without a role': [
    { [email('blocks/link')]: ['<table role="presentation"', '<table'] },
    [`mail-table-role ${email('blocks/link')}`],
  ],
  'small text': [{ [email('parts/footer')]: ['14px', '11px'] }, [`mail-text-small ${email('parts/footer')}`]],
  'justified text': [
    { [email('blocks/paragraph')]: ['<mj-text', '<mj-text align="justify"'] },
    [`mail-justified ${email('blocks/paragraph')}:1:10`],
  ],
  'text that is pale in light mode': [
    { [email('blocks/paragraph')]: ['<p', '<p style="color: #cccccc"'] },
    ['mail-contrast templates/email/'],
  ],
  'text that is dark in dark mode alone': [
    { [email('parts/dark')]: ['.text div { color: {{theme.dark.text}}', '.text div { color: #333333'] },
    ['mail-contrast templates/email/'],
  ],
  'a link that says nothing': [
    { [en]: ['The **first** boats', 'Read [here](https://example.org/) of the **first** boats'] },
    [`link-text-vague ${en}:8:21`],
  ],
  'a link that says nothing, in a translation': [
    { [nl]: ['De **eerste** boten', 'Lees [hier](https://example.org/) over de **eerste** boten'] },
    [`link-text-vague ${nl}`],
  ],
  'an alt text that is the name of a file': [
    { [en]: ['alt: A boat with a red sail.', 'alt: IMG_2034.jpg'] },
    [`alt-file-name ${en}:15:10`],
  ],
  'an alt text that repeats the caption': [
    {
      [en]: [
        'alt: A boat with a red sail.',
        'alt: A boat with a red sail.\n    caption: A boat with a red sail',
      ],
    },
    [`alt-repeats-caption ${en}:15:10`],
  ],
};

test.each(Object.entries(faults))('%s is found at its place', async (_, [changes, expected]) => {
  const problems = await found(changes);
  for (const place of expected) expect(problems.map((each) => each.slice(0, place.length))).toContain(place);
});
