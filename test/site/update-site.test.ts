import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { hashText, printRecord } from '../../pipeline/publication/originals/original.ts';
import { listFiles } from '../../pipeline/site/list-files.ts';
import { updateSite } from '../../pipeline/site/update-site.ts';
import { oddPublication } from '../archive/odd-publication.ts';
import { courant } from '../commands/run-courant.ts';
import { placed } from '../editions/publish.ts';
import { article, createSiteFolder, manyIssues, optionsFor } from './site-folder.ts';

const manyAndOdd = { ...oddPublication, ...manyIssues() };
const spring = 'content/2026-03-09-spring/en.yaml';

describe('what has not changed', { timeout: 60_000 }, () => {
  test('is not rendered again, and nothing is published again', async () => {
    const folder = createSiteFolder();
    const first = await folder.build();
    expect(first).toMatchObject({ isPublished: true, kept: 0 });
    expect(first.rendered).toHaveLength(4);
    const second = await folder.build();
    expect(second).toMatchObject({
      rendered: [],
      indexed: [],
      kept: 4,
      pages: first.pages,
      bytes: first.bytes,
    });
    expect(second.problems.map(placed)).toEqual(first.problems.map(placed));
  });

  test('stays when one article changes: only that article and the pages that list it are made again', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const before = folder.published();
    appendFileSync(join(folder.root, spring), '# a remark that nobody sees\n');
    expect(await folder.build()).toMatchObject({ rendered: ['2026-03-09-spring'], indexed: [], kept: 3 });
    folder.write(spring, readFileSync(join(folder.root, spring), 'utf8').replace('The end.', 'Not the end.'));
    const { rendered, indexed } = await folder.build();
    expect(rendered).toEqual(['2026-03-09-spring']);
    expect(indexed).toContain('en/feed');
    expect(indexed).not.toContain('en/years/2025/');
    expect(indexed).not.toContain('nl/feed');
    const changed = [...folder.published()].filter(([path, bytes]) => !before.get(path)?.equals(bytes));
    expect(changed.map(([path]) => path).filter((path) => path.startsWith('nl/'))).toEqual([]);
  });

  test('is rendered again beside a changed article if its files in the cache are damaged', async () => {
    const folder = createSiteFolder();
    const { rendered } = await folder.build();
    const [damaged = ''] = rendered.filter((slug) => !spring.includes(slug));
    const pages = join(folder.root, '.courant/cache/site/pages');
    for (const path of listFiles(pages).filter((path) => path.endsWith('record.json'))) {
      const { record } = JSON.parse(readFileSync(join(pages, path), 'utf8'));
      if (record.entry?.slug === damaged) writeFileSync(join(pages, dirname(path), '0'), 'damaged');
    }
    appendFileSync(join(folder.root, spring), '# a remark that nobody sees\n');
    expect(await folder.build()).toMatchObject({ rendered: [damaged, '2026-03-09-spring'].sort(), kept: 2 });
    expect([...folder.published().values()].map(String)).not.toContain('damaged');
  });

  test('is deleted from the cache two weeks after its last use, by one build a day', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const unused = join(folder.root, '.courant/cache/site/pages/ab/unused');
    mkdirSync(unused, { recursive: true });
    utimesSync(unused, 0, 0);
    const change = () => appendFileSync(join(folder.root, spring), '# a remark that nobody sees\n');
    change();
    await folder.build();
    expect(existsSync(unused)).toBe(true);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 3600 * 1000);
    change();
    await folder.build();
    expect(existsSync(unused)).toBe(false);
  });

  test('keeps the drawn card as long as the headline is the same, unless it is damaged', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const pages = join(folder.root, '.courant/cache/site/pages');
    const card = /^en\/2026-03-09-spring\/card-.*\.png$/;
    const cardOf = () => [...folder.published()].find(([path]) => card.test(path)) ?? [];
    const [path = '', drawn = Buffer.of()] = cardOf();
    expect(drawn.length).toBeGreaterThan(1000);
    /** Replaces the card in the cache. `isKnown`: as if the last build had drawn it so. */
    const replace = (bytes: string, isKnown: boolean) => {
      for (const file of listFiles(pages).filter((each) => each.endsWith('record.json'))) {
        const whole = JSON.parse(readFileSync(join(pages, file), 'utf8'));
        const index = whole.record.files.findIndex((each: { path: string }) => each.path === path);
        if (index < 0) continue;
        writeFileSync(join(pages, dirname(file), String(index)), bytes);
        if (isKnown) whole.record.files[index].sha256 = hashText(bytes);
        writeFileSync(join(pages, file), JSON.stringify(whole));
      }
    };
    const rewrite = (from: string, to: string) =>
      folder.write(spring, readFileSync(join(folder.root, spring), 'utf8').replace(from, to));
    replace('a card', true);
    rewrite('The end.', 'Not the end.');
    await folder.build();
    expect(cardOf()).toEqual([path, Buffer.from('a card')]);
    replace('damaged', false);
    rewrite('Not the end.', 'The end.');
    await folder.build();
    expect(cardOf()).toEqual([path, drawn]);
    rewrite('headline: ', 'headline: Again, ');
    await folder.build();
    expect(cardOf()[0]).not.toBe(path);
  });

  test('is rendered again when a template, a text or newsletter.yaml changes', async () => {
    const folder = createSiteFolder();
    await folder.build();
    folder.write(
      'templates/archive/blocks/divider.html.hbs',
      '<hr class="odd"{{#if id}} id="{{id}}"{{/if}}>\n',
    );
    expect((await folder.build()).rendered).toHaveLength(4);
    const page = () => String(folder.published().get('en/2026-03-09-spring/index.html'));
    expect(page()).toContain('<hr class="odd">');

    // A template that changes after it was hashed, and before it is read, is not kept under its former hash.
    const divider = 'templates/archive/blocks/divider.html.hbs';
    const [odd, even] = ['odd', 'even'].map((name) => `<hr class="${name}"{{#if id}} id="{{id}}"{{/if}}>\n`);
    folder.write(divider, `${odd}{{! changed }}`);
    const options = optionsFor(folder.root, folder.site);
    const files = options.source.roots.publication;
    const read: typeof files.read = (path) => {
      if (path === divider) folder.write(divider, even ?? '');
      return files.read(path);
    };
    const roots = { ...options.source.roots, publication: { ...files, read } };
    await updateSite({ ...options, source: { ...options.source, roots } });
    expect(page()).toContain('<hr class="even">');
    folder.write(divider, `${odd}{{! changed }}`);
    await folder.build();
    expect(page()).toContain('<hr class="odd">');
  });
});

test('a build notices what has become of the copies of files of Courant', { timeout: 60_000 }, async () => {
  const folder = createSiteFolder();
  const problems = async () =>
    (await folder.build()).problems.map(placed).filter((problem) => /^(original|upgrade)-/.test(problem));
  const copy = {
    path: '.gitignore',
    from: 'templates/starter/files/gitignore',
    version: '0.0.1',
    sha256: hashText('old'),
  };
  folder.write('.gitignore', 'ours\n');
  folder.write('originals/.gitignore.base', 'old');
  folder.write('originals/record.json', printRecord([copy]));
  expect(await problems()).toEqual(['original-changed .gitignore:1:1']);
  folder.write('originals/.gitignore.base', 'edited');
  expect(await problems()).toEqual(['original-damaged originals/.gitignore.base']);
  folder.write('originals/record.json', '{}');
  expect(await problems()).toEqual([]);
  folder.write('originals/record.json', printRecord([{ ...copy, sha256: hashText('edited') }]));
  expect(await problems()).toHaveLength(1);
  folder.write('.gitignore', '<<<<<<< yours\n');
  expect(await problems()).toContain('upgrade-conflict .gitignore:1:1');
});

describe('the site', { timeout: 60_000 }, () => {
  test('is the same, byte for byte, from an empty cache, in another folder, and by workers', async () => {
    const [one, other] = [createSiteFolder(manyAndOdd), createSiteFolder(manyAndOdd)];
    expect((await one.build()).rendered).toHaveLength(34);
    await other.build();
    expect([...other.published()]).toEqual([...one.published()]);
    rmSync(join(one.root, '.courant'), { recursive: true });
    const before = one.published();
    await one.build();
    expect([...one.published()]).toEqual([...before]);
  });

  test('stays as it was if anything is wrong, and the problem is reported at its place', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const before = folder.published();
    folder.write(spring, readFileSync(join(folder.root, spring), 'utf8').replace('heading:', 'heeading:'));
    const { isPublished, problems } = await folder.build();
    expect(isPublished).toBe(false);
    expect(problems.filter(({ severity }) => severity === 'error').map(placed)).toEqual([
      `block-kind-unknown ${spring}:18:5`,
    ]);
    expect([...folder.published()]).toEqual([...before]);
  });

  test('loses the pages of removed issues', async () => {
    const folder = createSiteFolder();
    await folder.build();
    folder.remove('content/2026-04-01-short');
    await folder.build();
    expect(existsSync(join(folder.site, 'en/2026-04-01-short'))).toBe(false);
    expect(String(folder.published().get('en/index.html'))).not.toContain('April in short');
  });

  test('is mended when somebody has changed it, and the cache with it', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const before = folder.published();
    // A link to what the cache holds: whoever writes into the one writes into both.
    appendFileSync(join(folder.site, 'en/2026-03-09-spring/index.html'), 'changed');
    rmSync(join(folder.site, 'robots.txt'));
    expect((await folder.build()).rendered).toEqual(['2026-03-09-spring']);
    expect([...folder.published()]).toEqual([...before]);
  });

  test('survives a cache that is damaged in any way', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const before = folder.published();
    const cache = join(folder.root, '.courant/cache/site');
    const records = () => listFiles(cache).filter((path) => path.endsWith('record.json'));
    const rewrite = (text: (before: string) => string) => () => {
      for (const path of records()) {
        writeFileSync(join(cache, path), text(readFileSync(join(cache, path), 'utf8')));
      }
    };
    const damage = [
      () => {
        const state = join(cache, 'state.jsonl');
        writeFileSync(state, readFileSync(state).subarray(0, -100));
      },
      () => rmSync(join(cache, 'pages'), { recursive: true }),
      () => {
        for (const path of records()) rmSync(join(cache, path));
      },
      rewrite((before) => before.slice(0, 100)),
      rewrite(() => ''),
      rewrite(() => 'null'),
      rewrite(() => '{"record":{}}'),
      rewrite((before) => JSON.stringify({ record: JSON.parse(before).record })),
      // Without the state, all that is known is what the records say.
      () => {
        rewrite(() => '{"record":{}}')();
        rmSync(join(cache, 'state.jsonl'));
      },
      () => {
        rewrite((before) => before.slice(0, 100))();
        rmSync(join(cache, 'state.jsonl'));
      },
      () => {
        rewrite((before) => JSON.stringify({ record: JSON.parse(before).record }))();
        rmSync(join(cache, 'state.jsonl'));
      },
    ];
    for (const each of damage) {
      each();
      rmSync(folder.site, { recursive: true });
      expect(await folder.build()).toMatchObject({ isPublished: true });
      expect([...folder.published()]).toEqual([...before]);
    }
  });

  test('stays as it was if somebody deletes the cache during the build, with an error that names the file', async () => {
    const { root, site, build, published, write } = createSiteFolder();
    await build();
    const before = published();
    write('locales/en.yaml', 'header:\n  readOnline: Read it there\n');
    const options = optionsFor(root, site);
    const onProgress = (done: number, total: number) => {
      if (done === total) rmSync(options.cache, { recursive: true });
    };
    await expect(updateSite({ ...options, onProgress })).rejects.toMatchObject({
      code: 'ENOENT',
      path: expect.stringContaining(options.cache),
    });
    expect(published()).toEqual(before);
    expect(await build()).toMatchObject({ isPublished: true });
  });

  test('is whole when two builds run at once', async () => {
    const folder = createSiteFolder();
    const options = optionsFor(folder.root, folder.site);
    const elsewhere = join(folder.root, 'other');
    await Promise.all([updateSite(options), updateSite({ ...options, folder: elsewhere })]);
    expect(listFiles(elsewhere).sort()).toEqual([...folder.published().keys()]);
    expect(readdirSync(folder.root).filter((name) => name.startsWith('dist.'))).toEqual([]);
  });

  test('is whole when several processes swap it in at the same time', async () => {
    const folder = createSiteFolder();
    await folder.build();
    const expected = [...folder.published()];
    for (let round = 0; round < 2; round++) {
      rmSync(join(folder.site, 'robots.txt'));
      const runs = await Promise.all([1, 2, 3].map(() => courant(folder.root, ['archive'])));
      expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
      expect([...folder.published()]).toEqual(expected);
    }
    expect(readdirSync(folder.root).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  test('of many issues is put together while some are still rendered, and is the same', async () => {
    const folder = createSiteFolder({ ...oddPublication, ...manyIssues(60) });
    await folder.build();
    const before = folder.published();
    // One is rendered again under the key that it had, one under another, and one is gone.
    appendFileSync(join(folder.site, 'en/many-7/index.html'), 'changed');
    folder.write('content/many-8/en.yaml', article('Another headline'));
    folder.remove('content/many-9');
    expect((await folder.build()).rendered).toEqual(['many-7', 'many-8']);
    const after = folder.published();
    expect(after.get('en/many-7/index.html')).toEqual(before.get('en/many-7/index.html'));
    expect(String(after.get('en/many-8/index.html'))).toContain('Another headline');
    expect([...after.keys()].filter((path) => path.startsWith('en/many-9/'))).toEqual([]);
    // The spare folder has links to the same files in the cache: a change of one changes the other.
    const spare = join(folder.root, '.courant/cache/site/spare');
    appendFileSync(join(spare, 'en/many-10/index.html'), 'changed');
    appendFileSync(join(folder.site, 'en/many-11/index.html'), 'changed');
    expect((await folder.build()).rendered).toEqual(['many-10', 'many-11']);
    expect([...folder.published()]).toEqual([...after]);
    rmSync(join(folder.root, '.courant'), { recursive: true });
    rmSync(folder.site, { recursive: true });
    await folder.build();
    expect([...folder.published()]).toEqual([...after]);
    // With an error, nothing of it is left behind.
    folder.write('content/many-8/en.yaml', 'kind: [');
    expect((await folder.build()).isPublished).toBe(false);
    expect(readdirSync(folder.root).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
    expect([...folder.published()]).toEqual([...after]);
  });

  test('is put together in the folder of the site before the last one, whatever that contains', async () => {
    const folder = createSiteFolder();
    const spare = join(folder.root, '.courant/cache/site/spare');
    const page = 'en/2026-03-09-spring/index.html';
    await folder.build();
    const first = statSync(folder.site).ino;
    folder.write(spring, readFileSync(join(folder.root, spring), 'utf8').replace('The end.', 'Not the end.'));
    await folder.build();
    expect(statSync(spare).ino).toBe(first);

    writeFileSync(join(spare, 'en/stranger.html'), 'a file that no site has');
    mkdirSync(join(spare, 'en/strange/folder'), { recursive: true });
    rmSync(join(spare, 'robots.txt'));
    mkdirSync(join(spare, 'robots.txt'));
    // The same bytes, but another file than the one in the cache.
    const icon = readFileSync(join(spare, 'icon.svg'));
    rmSync(join(spare, 'icon.svg'));
    writeFileSync(join(spare, 'icon.svg'), icon);
    folder.write('content/2026-04-02-more/en.yaml', article('One more'));
    await folder.build();
    expect(statSync(folder.site).ino).toBe(first);
    expect(String(folder.published().get(page))).toContain('Not the end.');
    expect(statSync(join(folder.site, 'icon.svg')).nlink).toBeGreaterThan(1);
    const built = [...folder.published()];
    rmSync(join(folder.root, '.courant'), { recursive: true });
    rmSync(folder.site, { recursive: true });
    await folder.build();
    expect(built).toEqual([...folder.published()]);
  });

  test('comes back after a build that was killed between taking the old away and putting the new in place', async () => {
    const folder = createSiteFolder();
    mkdirSync(join(folder.root, 'dist.99999999.last'), { recursive: true });
    writeFileSync(join(folder.root, 'dist.99999999.last/index.html'), 'the last good one');
    mkdirSync(join(folder.root, 'dist.99999998.next'));
    await folder.build();
    expect(readdirSync(folder.root).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
    expect(folder.published().has('manifest.json')).toBe(true);
  });
});
