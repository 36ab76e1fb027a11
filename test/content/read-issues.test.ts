import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Article, Issue } from '../../pipeline/content/issue.ts';
import { listSlugs } from '../../pipeline/content/list-slugs.ts';
import { chooseSlugs } from '../../pipeline/content/read-issues.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const strangers = diskFiles(fileURLToPath(new URL('../fixtures/strangers', import.meta.url)));
const { issues } = await checkPublication(strangers);

function issueOf(slug: string): Issue {
  const issue = issues.find((each) => each.slug === slug)?.issue;
  if (issue === undefined) throw new Error(`${slug} was not read`);
  return issue;
}

function articleOf(slug: string, locale: string): Article {
  const article = issueOf(slug).articles.get(locale);
  if (article === undefined) throw new Error(`${slug} has no article in ${locale}`);
  return article;
}

describe('a translation', () => {
  const letters = articleOf('2025-02-03-folded', 'nl');
  const pictures = articleOf('2025-03-21-pictures', 'nl');

  test('has its own words, and the address and the names of its source', () => {
    expect(letters.headline).toBe('Brieven: "minder nieuws, graag"\n');
    expect(letters.byline).toBe("Anna de Vries & Jan O'Brien");
    expect(letters.body.at(1)).toEqual({
      kind: 'quote',
      quote: 'Ik vind jullie erg leuk,\nmaar één keer per week is genoeg.',
      by: 'P. Jansen, Dijkdorp',
    });
    expect(letters.body.at(-1)).toEqual({
      kind: 'button',
      button: 'mailto:letters@dike.example.org?subject=My%20letter',
      label: 'Schrijf ons!',
    });
  });

  test('may have an address and a picture of its own', () => {
    expect(pictures.body.map((block) => 'image' in block && block['image'])).toEqual([
      './tulips.png',
      'ganzen.jpg',
      'map.svg',
      false,
    ]);
    expect(pictures.body.at(-1)).toMatchObject({
      link: 'https://example.org/wandelen?van=molen&naar=dijk#kaart',
    });
    expect(pictures.body[0]).toMatchObject({ id: 'tulips', credit: '© Foto van M. Çelik' });
  });

  test('takes a name away with null', () => {
    const [english, dutch] = ['en', 'nl'].map((locale) => articleOf('2025-07-02-tricky', locale));
    expect([english?.byline, dutch?.byline]).toEqual(['By the desk (with R&D)', undefined]);
    expect(dutch?.body.find((block) => block.kind === 'quote')).toEqual({
      kind: 'quote',
      quote: '- zei niemand, ooit',
    });
  });

  test('leaves blocks out and has some alone', () => {
    const texts = ['en', 'nl'].map((locale) =>
      articleOf('2025-05-01-only', locale).body.map((block) =>
        block.kind === 'paragraph' ? block['paragraph'] : block.kind,
      ),
    );
    expect(texts).toEqual([
      [
        'Some people write *JSON*.',
        'This one is for readers abroad.',
        'A dike keeps the water out.',
        'list',
        'quote',
      ],
      ['Sommige mensen schrijven *JSON*.', 'En dit is alleen voor Nederland.', 'list', 'quote'],
    ]);
    expect(articleOf('2025-05-01-only', 'nl').body.find((block) => block.kind === 'list')).toMatchObject({
      ordered: true,
    });
  });

  test('of a digest has the links and pictures of its source, and stories of its own', () => {
    const { stories } = articleOf('2025-04-05-digest', 'nl');
    expect(stories.map(({ link, issue, image }) => link ?? issue ?? image)).toEqual([
      'https://example.org/bridge_(dike)',
      '2025-01-14-plain',
      undefined,
      'mailto:school@dike.example.org',
      undefined,
    ]);
    expect(stories[3]).toMatchObject({ id: 'school', image: 'school.webp', credit: 'Dike Post' });
    expect(stories[4]?.headline).toBe('5. Alleen in het Nederlands');
  });
});

describe('an issue', () => {
  test('is sent at a moment in the time zone of the publication, or in its own', () => {
    const times = ['2025-02-03-folded', '2025-04-05-digest', '2025-01-14-plain'].map(
      (slug) => issueOf(slug).sendAt,
    );
    expect(times).toEqual([Date.parse('2025-02-03T06:30Z'), Date.parse('2025-04-05T07:00Z'), undefined]);
  });

  test('expires at a moment, or some time after it is sent', () => {
    const times = ['2025-02-03-folded', '2025-04-05-digest'].map((slug) => issueOf(slug).expires);
    expect(times).toEqual([Date.parse('2025-02-05T06:30Z'), Date.parse('2025-04-07T07:00Z')]);
  });

  test('keeps its former names', () => {
    expect(issueOf('2025-04-05-digest').aliases).toEqual(['five-things', '2025-04-05-five']);
  });
});

describe('the issues of a publication', () => {
  test('are its folders in order, regardless of the order in the file system', async () => {
    const shuffled: Files = {
      ...strangers,
      list: async (folder) => (await strangers.list(folder)).reverse(),
    };
    expect(await listSlugs(shuffled)).toEqual(await listSlugs(strangers));
    expect((await checkPublication(shuffled)).issues.map(({ issue }) => issue)).toEqual(
      issues.map(({ issue }) => issue),
    );
  });

  test('are all chosen if none is named, and each named one is chosen once', async () => {
    const report = new Report();
    const files = memoryFiles(tinyFiles);
    expect(await chooseSlugs(files, [], report)).toEqual(['april', 'spring']);
    expect(await chooseSlugs(files, ['spring', 'spring'], report)).toEqual(['spring']);
    expect(report.problems).toEqual([]);
    expect(await chooseSlugs(files, ['sprong'], report)).toEqual([]);
    expect(report.problems).toMatchObject([{ code: 'issue-unknown', hint: 'Did you mean "spring"?' }]);
  });
});

test('hidden files of editors and systems are no problem', async () => {
  const found = async (name: string) =>
    (await checkPublication(memoryFiles({ ...tinyFiles, [`content/spring/${name}`]: 'x' }))).problems;
  expect(await found('fr.yaml')).toMatchObject([{ code: 'locale-unconfigured' }]);
  for (const name of ['.#en.yaml', '._en.yaml', '._nl.yml']) expect(await found(name), name).toEqual([]);
});

test('the same issue is read from a file with a byte order mark and Windows line ends', async () => {
  const slug = '2025-02-03-folded';
  const decode = async (path: string) => new TextDecoder().decode(await strangers.read(path));
  const files: Record<string, string> = { 'newsletter.yaml': await decode('newsletter.yaml') };
  for (const locale of ['en', 'nl']) {
    const path = `content/${slug}/${locale}.yaml`;
    files[path] = `\ufeff${(await decode(path)).replaceAll('\n', '\r\n')}`;
  }
  const read = await checkPublication(memoryFiles(files));
  expect(read.problems).toEqual([]);
  expect(read.issues[0]?.issue).toEqual(issueOf(slug));
});
