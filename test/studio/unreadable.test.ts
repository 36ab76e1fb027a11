import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser/launch.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const en =
  'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: A page\npreheader: All of it\nbody:\n  - paragraph: One.\n  - paragraph: Two.\n';

const nl =
  'status: draft\nheadline: Een pagina\npreheader: Alles\nbody:\n  - paragraph: Een.\n  - paragraph: Twee.\n';

let studio: OpenStudio;
let browser: Browser;
beforeAll(async () => {
  const names = Object.keys(troubles);
  const translated = names.flatMap((name) => [`en-${name}`, `nl-${name}`]);
  const files = Object.fromEntries([
    ...[...names, ...translated, ...Object.keys(passing), 'changed', 'closed', 'pieces', 'moved'].map(
      (slug) => [source(slug), en],
    ),
    ...translated.map((slug) => [`content/${slug}/nl.yaml`, nl]),
  ]);
  [studio, browser] = await Promise.all([openStudio(files), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

const source = (slug: string) => `content/${slug}/en.yaml`;
const isSaved = (page: Page) => page.locator('.write-state.saved').waitFor();
const block = (page: Page, text: string) => page.locator('.block', { hasText: text }).last();
const unreadable = (page: Page) =>
  page.getByRole('alert').getByText('cannot be read at the moment').waitFor();
const conflictIn = (page: Page) => page.locator('.conflict').filter({ hasText: 'Nothing was overwritten' });

/** What other programs do to a file, by the name of its issue. */
const troubles: Readonly<Record<string, (path: string) => Promise<void>>> = {
  emptied: (path) => studio.write(path, ''),
  broken: (path) => studio.write(path, `${en}broken: [\n`),
  deleted: (path) => rm(join(studio.root, path)),
  renamed: (path) => rename(join(studio.root, path), join(studio.root, `${path}.orig`)),
};

/** What other programs do to words for a while, by the name of the issue: the words, and what they become. */
const passing: Readonly<Record<string, readonly [words: string, pattern: RegExp, meanwhile: string]>> = {
  'taken-out': ['One.', / {2}- paragraph: One\.\n/, ''],
  'of-another-kind': ['One.', /paragraph: One\./, 'heading: One'],
  'in-other-words': ['One.', /One\./, 'O'],
  'in-another-head': ['A page', /A page/, 'A'],
};

/** The drafts of an issue that the browser keeps. */
const drafts = (page: Page, slug: string) =>
  page.evaluate<string>(
    `Object.entries(localStorage).filter(([name]) => name.startsWith('studio.write.${slug}/')).join()`,
  );

async function write(slug: string) {
  const visited = await visit(browser, studio, `/issue/${slug}/write`);
  await visited.page.locator('.write-text').waitFor();
  return visited;
}

/** Puts the cursor behind a paragraph. */
async function goBehind(page: Page, text: string) {
  await block(page, text).locator('p').click();
  await page.keyboard.press('End');
}

async function translate(slug: string) {
  const visited = await visit(browser, studio, `/issue/${slug}/translate?order=order`);
  const headline = visited.page.getByLabel('Headline');
  await headline.focus();
  await visited.page.keyboard.press('End');
  return { ...visited, headline, part: visited.page.locator('[data-part=headline]') };
}

describe('a file of a translation that was open cannot be read any more', () => {
  const cases = ['en.yaml', 'nl.yaml'].flatMap((name) =>
    Object.entries(troubles).map((each) => [name, ...each] as const),
  );
  const isShown = cases.filter(
    ([name, trouble]) => name === 'en.yaml' || ['emptied', 'broken'].includes(trouble),
  );

  test.each(isShown)(
    '%s is %s: what somebody types meanwhile is saved when it is back',
    async (name, trouble, spoil) => {
      const slug = `${name.slice(0, 2)}-${trouble}`;
      const { page, complaints, close, headline, part } = await translate(slug);
      const sound = await studio.read(`content/${slug}/${name}`);
      await spoil(`content/${slug}/${name}`);
      await unreadable(page);
      await page.keyboard.type(' bewaard');
      expect(await headline.inputValue()).toBe('Een pagina bewaard');
      expect(await page.getByLabel('Paragraph 1 of 2').inputValue()).toBe('Een.');
      await page.keyboard.press('Control+Enter');
      await part.getByText('not saved', { exact: true }).waitFor();
      await studio.write(`content/${slug}/${name}`, sound);
      await part.getByText('done', { exact: true }).waitFor();
      expect(await studio.read(`content/${slug}/nl.yaml`)).toBe(
        nl.replace('Een pagina', 'Een pagina bewaard'),
      );
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('a translation that is gone is a conflict until it is back as it was, or until somebody decides', async () => {
    const { page, close, headline, part } = await translate('nl-deleted');
    await rm(join(studio.root, 'content/nl-deleted/nl.yaml'));
    await unreadable(page);
    await page.keyboard.type(' bewaard');
    await page.keyboard.press('Control+Enter');
    await conflictIn(page).waitFor();
    await studio.write('content/nl-deleted/nl.yaml', nl);
    await part.getByText('done', { exact: true }).waitFor();
    expect(await headline.inputValue()).toBe('Een pagina bewaard');
    expect(await studio.read('content/nl-deleted/nl.yaml')).toBe(
      nl.replace('Een pagina', 'Een pagina bewaard'),
    );

    await rm(join(studio.root, 'content/nl-deleted/nl.yaml'));
    await unreadable(page);
    await headline.fill('Opnieuw');
    await headline.press('Control+Enter');
    await conflictIn(page).getByRole('button', { name: 'Keep mine' }).click();
    await expect
      .poll(() => studio.read('content/nl-deleted/nl.yaml').catch(() => ''))
      .toContain('headline: Opnieuw\n');
    await page.getByText('cannot be read at the moment').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Paragraph 1 of 2').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => headline.inputValue()).toBe('');
    await close();
  });
});

describe('the source of a desk that was sound cannot be read any more', () => {
  test.each(Object.entries(troubles))(
    '%s: what somebody types meanwhile is saved when it is back',
    async (slug, spoil) => {
      const { page, complaints, close } = await write(slug);
      await goBehind(page, 'One.');
      await spoil(source(slug));
      await unreadable(page);
      expect(await page.locator('.write-state').count()).toBe(0);
      await page.keyboard.type(' Kept.');
      await block(page, 'One. Kept.').waitFor();
      await expect.poll(() => drafts(page, slug)).toContain('One. Kept.');
      await studio.write(source(slug), en);
      await isSaved(page);
      expect(await studio.read(source(slug))).toBe(en.replace('One.', 'One. Kept.'));
      expect(await page.getByText('cannot be read at the moment').count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('it comes back with other words in the same field: both are shown', async () => {
    const { page, close } = await write('changed');
    await goBehind(page, 'One.');
    await studio.write(source('changed'), '');
    await unreadable(page);
    await page.keyboard.type(' Mine.');
    await studio.write(
      source('changed'),
      en.replace('One.', 'One, of theirs.').replace('Two.', 'Two, of theirs.'),
    );
    await conflictIn(page).getByText('One, of theirs.').waitFor();
    await block(page, 'Two, of theirs.').waitFor();
    await conflictIn(page).getByRole('button', { name: 'Keep mine' }).click();
    await isSaved(page);
    expect(await studio.read(source('changed'))).toContain(
      '- paragraph: One. Mine.\n  - paragraph: Two, of theirs.\n',
    );
    await close();
  });

  test('the page is closed meanwhile, and another page of it has other words', async () => {
    const { page, close } = await write('closed');
    const second = await page.context().newPage();
    await second.goto(page.url());
    await goBehind(page, 'One.');
    await goBehind(second, 'Two.');
    await studio.write(source('closed'), `${en}broken: [\n`);
    await Promise.all([unreadable(page), unreadable(second)]);
    await page.keyboard.type(' First.');
    await second.keyboard.type(' Second.');
    await page.close();
    await studio.write(source('closed'), en);
    await isSaved(second);
    await second.reload();
    await expect
      .poll(() => studio.read(source('closed')))
      .toContain('One. First.\n  - paragraph: Two. Second.\n');
    await close();
  });
});

test('the folder of an issue is renamed for a while: what somebody types on is saved when it is back', async () => {
  const { page, complaints, close } = await write('moved');
  const folder = join(studio.root, 'content/moved');
  await goBehind(page, 'One.');
  await rename(folder, `${folder}-away`);
  await page.getByRole('alert').getByText('The issue is not there any more').waitFor();
  await page.keyboard.type(' Kept.');
  await expect.poll(() => drafts(page, 'moved')).toContain('One. Kept.');
  await rename(`${folder}-away`, folder);
  await isSaved(page);
  await page.keyboard.type(' Also this.');
  await expect.poll(() => studio.read(source('moved'))).toBe(en.replace('One.', 'One. Kept. Also this.'));
  await page.getByText('The issue is not there any more').waitFor({ state: 'detached' });

  // A page that is opened meanwhile has nothing to keep, and opens when the issue is back.
  await rename(folder, `${folder}-away`);
  await page.getByRole('alert').getByText('The issue is not there any more').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('There is no such issue.').waitFor();
  await page.getByRole('link', { name: 'Write' }).click();
  await page.getByText('There is no such issue.').waitFor();
  await rename(`${folder}-away`, folder);
  await block(page, 'One. Kept. Also this.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test.each(Object.entries(passing))(
  'words that are %s for a while are no conflict any more when they are back',
  async (slug, [words, pattern, meanwhile]) => {
    const { page, complaints, close } = await write(slug);
    const text =
      words === 'One.' ? block(page, words).locator('p') : page.locator('.block-head :text("A page")');
    await text.click();
    await page.keyboard.press('End');
    await studio.write(source(slug), en.replace(pattern, meanwhile));
    await page.keyboard.type(' Kept.');
    await page.getByRole('button', { name: 'a decision is needed' }).waitFor();
    await studio.write(source(slug), en);
    await isSaved(page);
    expect(await studio.read(source(slug))).toBe(en.replace(words, `${words} Kept.`));
    expect(await page.locator('.block', { hasText: 'One' }).count()).toBe(1);
    expect(await page.locator('.conflict').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  },
);

test('a file that another program writes in pieces is no conflict', async () => {
  const { page, close } = await write('pieces');
  await goBehind(page, 'One.');
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.keyboard.type(' Mine.');
  const isRead = page.waitForResponse(
    (each) => each.request().method() === 'GET' && each.url().endsWith('/api/write/pieces'),
  );
  await studio.write(source('pieces'), en.slice(0, en.indexOf('  - paragraph: Two.')).replace('One.', 'O'));
  await isRead;
  await studio.write(source('pieces'), en);
  const hasAll = async () => (await fetch(`${studio.url}api/write/pieces`)).text();
  await expect.poll(hasAll).toContain('Two.');
  await expect
    .poll(async () => {
      await page.clock.runFor(200);
      return studio.read(source('pieces'));
    })
    .toBe(en.replace('One.', 'One. Mine.'));
  await isSaved(page);
  expect(await conflictIn(page).count()).toBe(0);
  await close();
});
