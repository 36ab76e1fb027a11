import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openStudioCache } from '../../pipeline/commands/studio-cache.ts';
import { openSummaryStore } from '../../pipeline/commands/studio-summaries.ts';
import { uncached } from '../../pipeline/editions/convert-picture.ts';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { MjmlForms } from '../../pipeline/editions/mjml/forms.ts';
import { createForms, createMjmlRenderer } from '../../pipeline/editions/mjml/render-mjml.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { writeKept } from '../../pipeline/foundation/files/kept-file.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import { listIssues } from '../../pipeline/studio/overview.ts';
import { PageRequests } from '../../pipeline/studio/page-requests.ts';
import { previewPage } from '../../pipeline/studio/preview.ts';
import { createStudioApp } from '../../pipeline/studio/server/create-studio-app.ts';
import { modulesFrom, serveModule } from '../../pipeline/studio/server/serve-module.ts';
import { createSummariser } from '../../pipeline/studio/server/summarise-issues.ts';
import { createOpenPlace } from '../../pipeline/studio/show-problems.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';
import { picture, pixel, tinyFiles } from '../problems/tiny-publication.ts';

const ownFiles = diskFiles(join(import.meta.dirname, '../..'));
const noForms = { read: async () => undefined, write: async () => {} };

async function open(contents: Record<string, string | Uint8Array> = { ...tinyFiles }) {
  const live = new LivePublication({
    clock: Date.now,
    publication: memoryFiles(contents),
    package: ownFiles,
  });
  await live.open();
  const html = async (slug: string, locale: string) => {
    const view = await live.view(slug, locale);
    return view && fillMergeText(view.html, sampleValues(view.edition.edition), escapeHtml);
  };
  const save = (path: string, before: string, after: string) => {
    contents[path] = String(contents[path]).replace(before, after);
    return live.refresh([path]);
  };
  return { live, html, save, contents };
}

describe('anchors', () => {
  test('stand at every block and story, the same in each language', async () => {
    const { html } = await open();
    const anchors = async (slug: string, locale: string) =>
      [...((await html(slug, locale)) ?? '').matchAll(/data-block="([^"]*)"/g)].map(([, anchor]) => anchor);
    const body = Array.from({ length: 8 }, (_, at) => `body.${at}`);
    expect(await anchors('spring', 'en')).toEqual(body);
    expect(await anchors('spring', 'nl')).toEqual(body);
    expect(await anchors('april', 'nl')).toEqual(['stories.0', 'stories.1']);
  });

  test('are all that a preview has beyond the message', async () => {
    const { live, html } = await open();
    for (const slug of ['spring', 'april']) {
      const rendered = await live.rendered(slug);
      for (const { edition } of rendered?.editions ?? []) {
        const sent = fillMergeText(edition.html, sampleValues(edition), escapeHtml);
        const shown = (await html(slug, edition.locale)) ?? '';
        // Where stories begin, Outlook's tables are closed and opened once more; nobody sees it.
        const seen = (text: string) =>
          text
            .replace(/<!--[\s\S]*?-->| (?:data-block|id)="[^"]*"/g, '')
            .replace(/\s+/g, ' ')
            .replace(/> </g, '><');
        expect(seen(shown) === seen(sent), `${slug} ${edition.locale}`).toBe(true);
      }
    }
  });
});

describe('another theme', () => {
  const first = 'content/spring/en.yaml';

  test('shows an edition and its page in it, and follows changes of the issue and of the configuration', async () => {
    const { live, save, contents } = await open();
    const shown = async (theme: string, view: 'mail' | 'web') => {
      const wish = { view, scheme: 'light', images: true, name: '' } as const;
      return (await previewPage(await live.inTheme(theme), 'spring', 'en', wish)) ?? '';
    };
    const own = await shown('', 'mail');
    const before = await shown('magazine', 'mail');
    expect(own).not.toContain('Didot');
    expect(before).toContain('Didot');
    expect(await shown('magazine', 'web')).toContain('Didot');
    expect(await shown('nothing', 'mail')).toBe(own);
    const [, picture = ''] = /src="\/(pictures\/[^"]+)"/.exec(before) ?? [];
    expect(live.pictures.has(picture)).toBe(true);
    const [, headline = ''] = /^headline: (.*)$/m.exec(String(contents[first])) ?? [];
    await save(first, headline, 'Changed');
    expect(await shown('magazine', 'mail')).toContain('>Changed</h1>');
    await save('newsletter.yaml', 'name: Tiny', 'name: Newer');
    expect(await shown('magazine', 'mail')).toMatch(/Newer.*>Changed</s);
    expect(await shown('', 'mail')).not.toContain('Didot');
  });
});

describe('a change', () => {
  test('of one language leaves the view of the others as it is', async () => {
    const { live, save } = await open();
    const before = await live.view('spring', 'en');
    expect(await save('content/spring/nl.yaml', 'De boten zijn terug.', 'De boten zijn er weer.')).toEqual([
      'spring',
    ]);
    const nl = await live.view('spring', 'nl');
    const en = await live.view('spring', 'en');
    expect(JSON.stringify(nl?.html)).toContain('De boten zijn er weer.');
    expect(en?.edition).toBe(before?.edition);
    expect(en?.version).toBe(live.issue('spring')?.version);
  });

  test('of the configuration shows in all', async () => {
    const { html, save } = await open();
    await html('spring', 'en');
    await save('newsletter.yaml', 'name: Tiny', 'name: Renamed');
    expect(await html('spring', 'en')).toContain('Renamed');
    expect(await html('april', 'nl')).toContain('Renamed');
  });

  test('while an issue is inspected is in the answer, with its problems', async () => {
    const contents: Record<string, string | Uint8Array> = { ...tinyFiles };
    const files = memoryFiles(contents);
    const path = 'content/spring/en.yaml';
    let hasChanged = false;
    const live = new LivePublication({
      clock: Date.now,
      package: ownFiles,
      publication: {
        ...files,
        async read(asked) {
          // Inspecting reads the links of the other issues: somebody saves the source at that moment.
          if (asked === 'content/april/en.yaml' && !hasChanged) {
            hasChanged = true;
            contents[path] = String(contents[path]).replace('The boats', 'The 12 boats');
            await live.refresh([path]);
          }
          return files.read(asked);
        },
      },
    });
    await live.open();
    const opened = await live.upToDate('spring');
    expect(hasChanged).toBe(true);
    expect(opened).toBe(live.issue('spring'));
    expect(opened?.translations[0]?.parts.find(({ key }) => key === 'deck')?.source).toEqual({
      deck: 'The 12 boats are back.',
    });
    expect(live.allProblems('spring').map(({ code }) => code)).toContain('translation-numbers');
  });

  test('of a picture while a view is rendered with the earlier one shows in the next view', async () => {
    const contents: Record<string, string | Uint8Array> = { ...tinyFiles };
    const path = 'content/spring/boat.png';
    let hasChanged = false;
    const live = new LivePublication({
      clock: Date.now,
      package: ownFiles,
      publication: memoryFiles(contents),
      cache: {
        forms: noForms,
        pictures: {
          async read() {
            // Rendering has read the picture: somebody replaces it at that moment.
            if (!hasChanged) {
              hasChanged = true;
              contents[path] = pixel;
              await live.refresh([path]);
            }
            return undefined;
          },
          write: async () => {},
        },
      },
    });
    await live.open();
    const shown = async () => JSON.stringify((await live.view('spring', 'en'))?.html);
    const before = await shown();
    expect(hasChanged).toBe(true);
    const fresh = await open(contents);
    expect(await shown()).toBe(JSON.stringify((await fresh.live.view('spring', 'en'))?.html));
    expect(await shown()).not.toBe(before);
  });

  test('of an issue and of the configuration at once shows both', async () => {
    const { live, html, contents } = await open();
    await html('spring', 'nl');
    const replace = (path: string, before: string, after: string) => {
      contents[path] = String(contents[path]).replace(before, after);
      return path;
    };
    const nl = replace('content/spring/nl.yaml', 'De boten zijn terug.', 'De boten zijn er weer.');
    const newsletter = replace('newsletter.yaml', 'name: Tiny', 'name: Renamed');
    expect(await live.refresh([nl, newsletter])).toContain('april');
    expect(await html('spring', 'nl')).toContain('De boten zijn er weer.');
    expect(await html('spring', 'nl')).toContain('Renamed');
  });

  test('that breaks a file leaves the last good view, and shows the problem', async () => {
    const { live, html, save } = await open();
    const before = await html('spring', 'nl');
    await save('content/spring/nl.yaml', 'headline: ', 'headline: [');
    expect(await html('spring', 'nl')).toBe(before);
    const issue = await live.upToDate('spring');
    expect(issue?.problems.map(({ code }) => code)).toContain('yaml-syntax');
    expect((await live.view('spring', 'nl'))?.version).toBeLessThan(issue?.version ?? 0);
    await save('content/spring/nl.yaml', 'headline: [', 'headline: Weer ');
    expect(await html('spring', 'nl')).toContain('Weer');
  });

  test('of a theme shows at once', async () => {
    const { live, html, contents } = await open({
      ...tinyFiles,
      'themes/ours/theme.yaml': 'light: { line: "#112233" }\n',
    });
    contents['newsletter.yaml'] += 'theme: ours\n';
    await live.refresh(['newsletter.yaml']);
    expect(await html('april', 'en')).toContain('#112233');
    contents['themes/ours/theme.yaml'] = 'light: { line: "#445566" }\n';
    expect(await live.refresh(['themes/ours/theme.yaml'])).toContain('april');
    expect(await html('april', 'en')).toContain('#445566');
  });

  test('that breaks the configuration leaves the last good one', async () => {
    const { live, html, save } = await open();
    const before = await html('spring', 'en');
    await save('newsletter.yaml', 'name: Tiny', 'nmae: Tiny');
    expect(live.problems.map(({ code }) => code)).toContain('unknown-key');
    expect(await html('spring', 'en')).toBe(before);
  });

  test('that mends a publication that was broken from the start shows everything', async () => {
    const broken = { ...tinyFiles, 'templates/email/blocks/quote.mjml.hbs': '{{nothing}}' };
    const { live, html, save } = await open(broken);
    expect(await html('spring', 'en')).toBe(undefined);
    expect(await live.rendered('spring')).toBe(undefined);
    expect(live.problems.map(({ code }) => code)).toContain('template-name');
    await save('templates/email/blocks/quote.mjml.hbs', '{{nothing}}', '<mj-text><p>{{quote}}</p></mj-text>');
    expect(await html('spring', 'en')).toContain('We are glad.');
  });

  test('of the logo in the folder of issues shows at once', async () => {
    const { html, contents, live } = await open({ ...tinyFiles, 'content/logo.png': picture });
    contents['newsletter.yaml'] += 'theme: { logo: ./content/logo.png }\n';
    await live.refresh(['newsletter.yaml']);
    const before = await html('april', 'en');
    contents['content/logo.png'] = pixel;
    expect(await live.refresh(['content/logo.png'])).toContain('april');
    const fresh = await open(contents);
    expect(await html('april', 'en')).toBe(await fresh.html('april', 'en'));
    expect(await html('april', 'en')).not.toBe(before);
  });

  test('of the configuration to a logo that is not there yet ends well when the logo comes', async () => {
    const { save, contents, live } = await open();
    const codes = () => live.problems.map(({ code }) => code);
    await save('newsletter.yaml', '', 'theme: { logo: content/logo.png }\n');
    expect(codes()).toEqual(['asset-missing']);
    expect(live.logo).toBe('content/logo.png');
    contents['content/logo.png'] = picture;
    await live.refresh(['content/logo.png']);
    expect(codes()).toEqual([]);
  });

  test('that removes a translation removes its view, and one that breaks it does not', async () => {
    const { save, contents, html, live } = await open();
    await html('spring', 'nl');
    await save('content/spring/nl.yaml', '', 'broken: [\n');
    expect(await html('spring', 'nl')).toBeDefined();
    delete contents['content/spring/nl.yaml'];
    await live.refresh(['content/spring/nl.yaml']);
    expect(await html('spring', 'nl')).toBeUndefined();
  });

  test('of the whole folder of issues shows in all, as after a checkout', async () => {
    const { live, html, contents } = await open();
    await html('spring', 'en');
    contents['content/spring/en.yaml'] = String(contents['content/spring/en.yaml']).replace(
      'Spring at',
      'May at',
    );
    contents['content/may/en.yaml'] = String(contents['content/april/en.yaml']);
    for (const path of Object.keys(contents)) if (path.startsWith('content/april/')) delete contents[path];
    expect((await live.refresh(['content'])).sort()).toEqual(['april', 'may', 'spring']);
    expect(live.issues.map(({ slug }) => slug)).toEqual(['spring', 'may']);
    expect(await html('spring', 'en')).toContain('May at');
  });

  test('touches its issue, or all issues if they share the file', async () => {
    const { live } = await open();
    expect(live.touchedBy(['content/spring/nl.yaml', 'content/spring/en.yaml'])).toEqual(['spring']);
    expect(live.touchedBy(['content/may/en.yaml'])).toEqual(['may']);
    for (const path of ['newsletter.yaml', 'locales/nl/email.json', 'content'])
      expect(live.touchedBy([path])).toEqual(['spring', 'april']);
  });

  test('is read before a request is answered that came after it', async () => {
    const contents: Record<string, string | Uint8Array> = { ...tinyFiles };
    const files = memoryFiles(contents);
    const reading = Promise.withResolvers<void>();
    let isHeld = false;
    const held = { ...files, read: (path: string) => reading.promise.then(() => files.read(path)) };
    const publication = { ...files, read: (path: string) => (isHeld ? held : files).read(path) };
    const live = new LivePublication({ clock: Date.now, publication, package: ownFiles });
    await live.open();
    const app = createStudioApp({ live, requests: new PageRequests() } as unknown as Studio);
    const preview = async () => (await app.request('/preview/spring/en')).text();
    expect(await preview()).not.toContain('May at the harbour');
    contents['content/spring/en.yaml'] = String(contents['content/spring/en.yaml']).replace(
      'Spring at',
      'May at',
    );
    isHeld = true;
    const change = live.refresh(['content/spring/en.yaml']);
    const answer = preview();
    const turn = new Promise((resolve) => setImmediate(resolve, 'waits'));
    expect(await Promise.race([answer, turn])).toBe('waits');
    reading.resolve();
    expect(await answer).toContain('May at the harbour');
    await change;
  });

  test('that takes an issue away or brings one is seen', async () => {
    const { live, contents } = await open();
    contents['content/may/en.yaml'] = String(contents['content/spring/en.yaml']).replace(
      'boat.png',
      'boat.png',
    );
    await live.refresh(['content/may/en.yaml']);
    expect(live.issues.map(({ slug }) => slug)).toContain('may');
    for (const path of Object.keys(contents)) if (path.startsWith('content/may/')) delete contents[path];
    await live.refresh(['content/may']);
    expect(live.issues.map(({ slug }) => slug)).not.toContain('may');
  });
});

describe('summaries', () => {
  const faulty = {
    ...tinyFiles,
    'content/stories/en.yaml':
      'kind: digest\ndate: 2026-03-03\nstatus: ready\nheadline: Other stories\neditions: [en]\nstories:\n  - headline: A market\n    summary: On the quay.\n    issue: summer\n',
    'content/broken/en.yaml': 'kind: article\nheadline: [\n',
    'content/broken/nl.yaml': 'status: draft\nheadline: Kapot\n',
  };
  const summarised = async (live: LivePublication) => {
    const slugs = await Array.fromAsync(live.summariseAll());
    return slugs.sort();
  };

  test('show the same as opened issues, and leave no file in memory', async () => {
    const { live } = await open(faulty);
    expect(await summarised(live)).toEqual(['april', 'broken', 'spring', 'stories', 'stories']);
    expect(live.issues.every(({ read }) => read === undefined)).toBe(true);
    const rows = () => listIssues(live.issues, new Map()).map(({ version: _, ...row }) => row);
    const before = rows();
    const { live: opened } = await open(faulty);
    for (const { slug } of opened.issues) await opened.upToDate(slug);
    expect(before).toEqual(listIssues(opened.issues, new Map()).map(({ version: _, ...row }) => row));
    expect(before.find(({ slug }) => slug === 'stories')).toMatchObject({ errors: 1, isRead: true });
    expect(before.find(({ slug }) => slug === 'broken')?.editions).toMatchObject([
      { locale: 'en', status: 'broken' },
      { locale: 'nl', status: 'draft' },
    ]);
  });

  test('follow changes of issues that nobody has opened, and of the issues that they name', async () => {
    const { live, save, contents } = await open({ ...faulty });
    await summarised(live);
    const row = (slug: string) => listIssues(live.issues, new Map()).find((each) => each.slug === slug);
    await save('content/spring/en.yaml', 'headline: ', 'headline: New ');
    expect(await summarised(live)).toEqual(['spring']);
    expect(row('spring')?.headline).toMatch(/^New /);
    // While its source cannot be read, an issue keeps its name in the lists.
    await save('content/spring/en.yaml', 'headline: ', 'headline: [');
    await summarised(live);
    expect(row('spring')).toMatchObject({ headline: expect.stringMatching(/^New /), errors: 1 });
    await save('content/spring/en.yaml', 'headline: [', 'headline: ');
    await summarised(live);
    expect(live.issue('spring')?.read).toBe(undefined);
    contents['content/summer/en.yaml'] = String(contents['content/spring/en.yaml']);
    expect(await live.refresh(['content/summer/en.yaml'])).toContain('stories');
    expect(row('stories')?.errors).toBe(0);
    expect(await summarised(live)).toContain('summer');
    await save('newsletter.yaml', 'editions: [en, nl]', 'editions: [nl, en]');
    await summarised(live);
    expect(row('spring')?.editions.map(({ locale }) => locale)).toEqual(['nl', 'en']);
  });

  test('and the problems of opened issues are those at the moment of the given clock', async () => {
    const dated = {
      ...tinyFiles,
      'content/stories/en.yaml':
        'kind: digest\ndate: 2026-03-03\nstatus: ready\nheadline: Other stories\neditions: [en]\nstories:\n  - headline: A market\n    summary: On the quay.\n    issue: later\n',
      'content/later/en.yaml':
        'kind: article\ndate: 2030-06-01\nsendAt: 2030-06-01T09:00\nstatus: ready\nheadline: Later\neditions: [en]\nbody:\n  - The market is open.\n',
    };
    const early = async (clock: () => number, ask: (live: LivePublication) => Promise<unknown>) => {
      const live = new LivePublication({ clock, publication: memoryFiles(dated), package: ownFiles });
      await live.open();
      await ask(live);
      return live.allProblems('stories').filter(({ code }) => code === 'story-early').length;
    };
    for (const ask of [summarised, (live: LivePublication) => live.upToDate('stories')]) {
      expect(await early(() => Date.UTC(2029, 0, 1), ask)).toBe(1);
      expect(await early(() => Date.UTC(2031, 0, 1), ask)).toBe(0);
    }
  });

  test('are kept once, because the store has nothing of an issue that changes later', async () => {
    const write = vi.fn(async () => {});
    const contents: Record<string, string> = { ...faulty };
    const live = new LivePublication({
      clock: Date.now,
      publication: { ...memoryFiles(contents), read: async (path) => memoryFiles(contents).read(path) },
      package: ownFiles,
      cache: {
        pictures: uncached,
        forms: noForms,
        summaries: { read: async () => new Map(), write },
      },
    });
    await live.open();
    await summarised(live);
    contents['content/spring/nl.yaml'] = 'headline: Anders\n';
    await live.refresh(['content/spring/nl.yaml']);
    expect(await summarised(live)).toContain('spring');
    expect(write).toHaveBeenCalledOnce();
  });

  test('of the last start are used for unchanged issues only', async () => {
    const root = mkdtempSync(join(tmpdir(), 'courant-summaries-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const write = (path: string, text: string | Uint8Array) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    for (const [path, content] of Object.entries(faulty)) write(path, content);
    // The check of a publication does not read the code of the package, so a small one has the same effect.
    write('package/pipeline/check/rule.ts', 'one');
    write('package/templates/email/mail.mjml.hbs', 'one');
    write('package/package-lock.json', '{}');
    const path = join(root, '.courant/cache/studio.json');
    const store = () => openSummaryStore(path, root, join(root, 'package'));
    const later = Date.now() + 60_000;
    const start = async (summaries = store()) => {
      const live = new LivePublication({
        clock: Date.now,
        publication: diskFiles(root),
        package: ownFiles,
        cache: { pictures: uncached, forms: noForms, summaries },
      });
      await live.open();
      await summarised(live);
      return live;
    };
    const kept = async () => [...(await store().read(later)).keys()].sort();
    const all = ['april', 'broken', 'spring', 'stories'];

    /** Waits until the time of a file tells it from a later change. */
    const settled = (file: string) =>
      vi.waitUntil(() => Date.now() - statSync(join(root, file)).ctimeMs > 100, { timeout: 60_000 });

    await settled('package/package-lock.json');
    const live = await start();
    expect(await kept()).toEqual(all);
    expect(listIssues((await start()).issues, new Map())).toEqual(
      listIssues(live.issues, new Map()).map((row) => ({ ...row, version: expect.any(Number) })),
    );
    write('content/spring/nl.yaml', 'headline: Anders\n');
    expect(await kept()).toEqual(['april', 'broken', 'stories']);
    expect((await start()).issue('spring')?.summary?.editions).toMatchObject([
      {},
      { locale: 'nl', isRead: true },
    ]);
    expect(await kept()).toEqual(all);
    write('package/templates/email/mail.mjml.hbs', 'two');
    await settled('package/templates/email/mail.mjml.hbs');
    expect(await kept()).toEqual(all);

    // Somebody changes a file while the issues are read.
    write('content/spring/nl.yaml', 'headline: Weer anders\n');
    const disturbed = store();
    await start({
      read: disturbed.read,
      async write(summaries) {
        write('content/april/nl.yaml', 'headline: Anders\n');
        await disturbed.write(summaries);
      },
    });
    expect(await kept()).toEqual(['broken', 'spring', 'stories']);

    const renamed = `${tinyFiles['newsletter.yaml']}# Renamed.\n`;
    for (const [shared, text] of [
      ['newsletter.yaml', renamed],
      ['locales/nl/email.json', '{}'],
      ['package/pipeline/check/rule.ts', 'two'],
    ] as const) {
      await start();
      expect(await kept(), shared).toContain('spring');
      write(shared, text);
      await settled(shared);
      expect(await kept(), shared).toEqual([]);
    }
    // The configuration that was loaded may be an older one.
    await start();
    expect(await store().read(statSync(join(root, 'newsletter.yaml')).ctimeMs - 1)).toEqual(new Map());
    writeFileSync(path, 'damaged');
    expect(await kept()).toEqual([]);
    for (const foreign of [
      null,
      { known: 1, knownOfPackage: {}, issues: {} },
      { known: { a: 1 } },
      { issues: [] },
    ]) {
      writeKept(path, foreign);
      expect(await kept()).toEqual([]);
    }
  });
});

test('the address that opens a file has the whole path, also one with "#" or "?"', () => {
  const open = createOpenPlace(['/news #1/why?'], 'vscode://file/{file}:{line}:{column}');
  expect(open('content/a/en.yaml', 3)).toBe('vscode://file/news%20%231/why%3F/content/a/en.yaml:3:1');
});

test('issues are summarised after the first view of a page, or when the studio stops', async () => {
  const begun: string[] = [];
  const start = (name: string) => {
    const requests = new PageRequests();
    async function* summariseAll() {
      begun.push(name);
      yield* [];
    }
    const summariser = createSummariser({ live: { summariseAll }, requests, onError: fail } as never);
    summariser.start();
    return { requests, summariser };
  };
  const fail = (error: Error) => {
    throw error;
  };
  const [viewed, stopped] = [start('viewed'), start('stopped')];
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([]);
  viewed.requests.noteView();
  await vi.waitUntil(() => begun.length > 0, { timeout: 60_000 });
  await stopped.summariser.stop();
  expect(begun).toEqual(['viewed']);
  await viewed.summariser.stop();
});

describe('the cache of the studio', () => {
  const packageRoot = join(import.meta.dirname, '../..');
  const scratch = () => {
    const folder = mkdtempSync(join(tmpdir(), 'courant-studio-cache-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };

  test('has the forms of the last start, so the first preview does not need MJML', async () => {
    const folder = scratch();
    const words = ['one', 'other'].map(
      (word) =>
        `<mjml><mj-body><mj-section><mj-column><mj-text>${word}</mj-text></mj-column></mj-section></mj-body></mjml>`,
    );
    const [first, second] = words.map((text) => ({ text, origin: () => undefined }));
    if (first === undefined || second === undefined) throw new Error('There are two mails.');
    await createMjmlRenderer(
      { store: openStudioCache(join(folder, 'site'), packageRoot).forms },
      createForms(),
    )(first);
    // These forms cannot be compiled, only read.
    const readOnly = new MjmlForms(async () => {
      throw new Error('MJML was needed.');
    });
    const known = await createMjmlRenderer(
      { store: openStudioCache(join(folder, 'site'), packageRoot).forms },
      readOnly,
    )(second);
    expect(known).toEqual({ html: expect.stringContaining('other') });
  });

  test('is used for views, keeps converted pictures, and does not grow without end', async () => {
    const folder = scratch();
    const cache = openStudioCache(join(folder, 'site'), packageRoot);
    const asked = { pictures: 0, forms: 0 };
    const live = new LivePublication({
      clock: Date.now,
      package: ownFiles,
      publication: memoryFiles({
        ...tinyFiles,
        // No other test has this theme, so this process does not know the forms.
        'newsletter.yaml': `${tinyFiles['newsletter.yaml']}theme: { logo: logo.svg, light: { surface: "#fefdfc" } }\n`,
        'logo.svg':
          '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>',
      }),
      cache: {
        pictures: {
          ...cache.pictures,
          read(key) {
            asked.pictures++;
            return cache.pictures.read(key);
          },
        },
        forms: {
          ...cache.forms,
          read(start) {
            asked.forms++;
            return cache.forms.read(start);
          },
        },
      },
    });
    await live.open();
    expect(await live.view('spring', 'en')).toBeDefined();
    expect(asked.forms).toBeGreaterThan(0);
    expect(asked.pictures).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'site/pictures'))).not.toEqual([]);
    for (let start = 0; start < 50; start++) await cache.forms.write(`start ${start}`, 'forms');
    const [program = ''] = readdirSync(join(folder, 'forms'));
    expect(readdirSync(join(folder, 'forms', program))).toHaveLength(40);
    expect(await cache.forms.read('start 49')).toBe('forms');
  });

  test('has the modules of the page without their types', async () => {
    const { modules } = openStudioCache(scratch(), packageRoot);
    const path = '/source/studio/browser/keys.ts';
    const first = await serveModule(path, modules);
    expect(first?.body).not.toContain(': KeyboardEvent');
    expect(first).toEqual(await serveModule(path));
    const kept = { read: async () => Buffer.from('kept'), write: async () => {} };
    expect((await serveModule(path, kept))?.body).toBe('kept');
    const read = async (key: string) => Buffer.from((await modules?.read(key)) ?? 'missing');
    expect((await serveModule(path, { ...kept, read }))?.body).toBe(first?.body);
  });

  test('names each module that the page loads at its start, and none that it loads later', async () => {
    const found = modulesFrom('/source/studio/browser/main.ts');
    const texts = await Promise.all([...found].map((address) => serveModule(address)));
    expect(texts.every((text) => text !== undefined)).toBe(true);
    for (const name of ['lit-html/directive.js', 'signals/signals-core.mjs'])
      expect(found).toContain(`/modules/${name}`);
    expect(found).toContain('/source/studio/browser/preview/edition-frame.ts');
    expect(found).not.toContain('/source/studio/browser/write/write-desk.ts');
  });

  test('is not needed: a folder that cannot be written is no error', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    const { pictures, forms } = openStudioCache(join(file, 'site'), packageRoot);
    await pictures.write('key', new Uint8Array([1]));
    await forms.write('start', 'forms');
    expect([await pictures.read('key'), await forms.read('start')]).toEqual([undefined, undefined]);
    expect(existsSync(join(file, 'forms'))).toBe(false);
  });
});
