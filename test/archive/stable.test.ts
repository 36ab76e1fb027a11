import { expect, test } from 'vitest';
import { oddPublication } from './odd-publication.ts';
import { siteOf } from './site-of.ts';

const site = await siteOf(oddPublication);
const url = 'https://tiny.example.org/news';

test('a former name leads to today\u2019s, in every language', () => {
  for (const locale of ['en', 'nl']) {
    for (const alias of ['spring', 'harbour-spring']) {
      const page = site.text(`${locale}/${alias}/index.html`);
      expect(page).toContain(`content="0; url=${url}/${locale}/2026-03-09-spring/"`);
      expect(page).toContain(`<link rel="canonical" href="${url}/${locale}/2026-03-09-spring/">`);
    }
  }
});

test('a corrected article shows the correction and its date', () => {
  expect(site.text('en/2026-03-09-spring/index.html')).toMatch(
    /<time datetime="2026-03-11">11 March 2026<\/time>: We wrote three boats. There were <em>four<\/em>\./,
  );
  expect(site.text('nl/2026-03-09-spring/index.html')).toContain(
    '<time datetime="2026-03-11">11 maart 2026</time>',
  );
});

test('a withdrawn article answers with a notice, and nothing of it is left', () => {
  const page = site.text('en/2025-12-01-gone/index.html');
  expect(page).toContain('The <strong>source</strong> was made up.');
  expect(page).toContain('<time datetime="2025-12-03">');
  expect(page).toContain('<meta name="robots" content="noindex">');
  const everything = [...site.files].filter(([path]) => path.includes('gone')).map(([path]) => path);
  expect(everything).toEqual([
    expect.stringMatching(/^en\/2025-12-01-gone\/card-[0-9a-f]{10}\.png$/),
    'en/2025-12-01-gone/index.html',
  ]);
  for (const path of site.files.keys()) {
    if (/\.(html|xml|json|txt|js|eml)$/.test(path)) expect(site.text(path)).not.toContain('was taken back');
  }
  expect(site.text('en/years/2025/index.html')).toContain('Withdrawn');
});

test('an issue that is not ready appears nowhere', () => {
  for (const path of site.files.keys()) {
    expect(path).not.toContain('draft');
    if (/\.(html|xml|json|txt|js)$/.test(path)) expect(site.text(path)).not.toContain('Not yet');
  }
});

test('a story leads to the earlier issue that it names', () => {
  expect(site.text('en/2026-04-01-short/index.html')).toContain('<a href="../2026-03-09-spring/">');
});

test('topics are listed by name, even if the name has special characters', () => {
  expect(site.text('en/topics/cafes/index.html')).toContain('Caf\u00e9s');
  expect(site.text('en/topics/harbour-life/index.html')).not.toContain('What was not so');
});

test('the form to subscribe posts to the configured address, and is there only with one', async () => {
  expect(site.text('en/index.html')).toContain('method="post" action="https://people.example.org/subscribe"');
  const { 'newsletter.yaml': configuration, ...rest } = oddPublication;
  const without = String(configuration).replace(/^ {2}subscribe: .*\n/m, '');
  const other = await siteOf({ ...rest, 'newsletter.yaml': without });
  expect(other.text('en/index.html')).not.toContain('<form');
});
