import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMarkdown, hostileText } from '../editions/hostile-strings.ts';
import { skeletonOf } from '../editions/read-html.ts';
import { pixel } from '../problems/tiny-publication.ts';
import { siteOf } from './site-of.ts';

/** A publication whose every text is this one. */
function publicationOf(text: string): Record<string, string | Uint8Array> {
  const inline = asMarkdown(text);
  const newsletter = {
    name: text,
    description: text,
    url: 'https://tiny.example.org',
    sender: { address: 'news@example.org', postal: text },
    languages: { source: 'en', editions: ['en'] },
    archive: { subscribe: 'https://people.example.org/subscribe' },
  };
  const article = {
    kind: 'article',
    date: '2026-02-01',
    status: 'ready',
    headline: text,
    deck: inline,
    byline: text,
    corrections: [{ date: '2026-02-02', text: inline }],
    body: [
      { paragraph: inline },
      { heading: inline },
      { quote: inline, by: text },
      { list: [inline] },
      { image: 'a.png', alt: text, caption: inline, credit: text },
      { link: 'https://example.org/', label: text },
      { button: 'https://example.org/', label: text },
    ],
  };
  return {
    'newsletter.yaml': JSON.stringify(newsletter),
    'content/one/en.yaml': JSON.stringify(article),
    'content/one/a.png': pixel,
  };
}

const framed = (text: string) => `BEGIN ${text} END`;
const paths = [
  'index.html',
  '404.html',
  'en/index.html',
  'en/one/index.html',
  'en/years/2026/index.html',
  'en/search/index.html',
];

test('no text is ever more than text: pages keep their elements, data their form', {
  timeout: 60_000,
}, async () => {
  const harmless = await siteOf(publicationOf(framed('words')));
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const site = await siteOf(publicationOf(framed(text)));
      for (const path of paths)
        expect(skeletonOf(site.text(path)), path).toEqual(skeletonOf(harmless.text(path)));
      const [, data = ''] =
        /<script type="application\/ld\+json">(.*)<\/script>/.exec(site.text('en/one/index.html')) ?? [];
      expect(JSON.parse(data).headline).toMatch(/^BEGIN .* END/su);
      expect(JSON.parse(site.text('en/feed.json')).items).toHaveLength(1);
      const index = site.text('en/search/2026.js');
      expect(index).not.toContain('<');
      expect(() => new Function('courantSearch', index)({ add: () => {} })).not.toThrow();
    }),
    { numRuns: 12, seed: 5 },
  );
});
