import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { startStudio } from '../../pipeline/studio/server/start-studio.ts';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { courantHere } from '../commands/run-courant.ts';
import { edition, scrolled, visit } from './in-browser.ts';
import { type OpenStudio, openStudio, openStudioForTest, tokenOf } from './open-studio.ts';
import { initRepository } from './repository.ts';

let studio: OpenStudio;
let browser: Browser;
const slug = '2026-05-07-bridges';
beforeAll(async () => {
  [studio, browser] = await Promise.all([openStudio(), launchBrowser()]);
  await courantHere(studio.root, ['send', '2026-11-19-november']);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

const views = [
  [`/issue/${slug}/preview`, '.pane edition-frame iframe'],
  [`/issue/${slug}/preview?view=source`, '.code'],
  [`/issue/${slug}/preview?view=headers`, '.headers dt'],
  [`/issue/${slug}/translate`, '.part textarea'],
  ['/texts', '.part textarea'],
  [`/issue/${slug}/problems`, '.empty'],
  [`/issue/${slug}/compare?with=2023-07-06-coalition`, '.pane edition-frame iframe'],
  [`/issue/${slug}/compare?with=2023-07-06-coalition&mode=words`, '.diff del'],
  ['/issue/2026-11-19-november/dispatch', '.chart'],
  ['/inbox', '.mail-list li'],
] as const;

/** Landmarks, headings and the way past the list. */
const structure = [
  'landmark-unique',
  'landmark-one-main',
  'page-has-heading-one',
  'heading-order',
  'region',
  'skip-link',
];

describe.each([
  { locale: 'en', dark: false },
  { locale: 'nl', dark: true },
])('in $locale, dark: $dark', (settings) => {
  // These have no colours or words of their own, so they are tried once.
  const once = /headers|problems|mode=words/;
  const tried = settings.dark ? views.filter(([path]) => !once.test(path)) : views;
  let visited: Awaited<ReturnType<typeof visit>>;
  beforeAll(async () => {
    visited = await visit(browser, studio, '/calendar', settings);
  });
  afterAll(() => visited?.close());

  test.each(tried)('axe finds nothing: %s', async (path, selector) => {
    const { page, complaints } = visited;
    await goTo(page, path);
    await page.locator(selector).first().waitFor();
    await page.waitForTimeout(300);
    // The source of a mail has thousands of lines of the same kinds, and axe asks about each.
    await page.evaluate(
      `for (const line of document.querySelectorAll('.code li:nth-child(n + 100)')) line.remove()`,
    );
    expect(await findViolations(page)).toEqual([]);
    const landmarks = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
      `axe.run({ runOnly: ${JSON.stringify(structure)} })`,
    );
    expect(landmarks.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

/** Shows another page of the studio as its links do, without another load of all modules. */
async function goTo(page: Page, path: string): Promise<void> {
  const [before, title] = [new URL(page.url()), await page.title()];
  await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
  if (new URL(path, before).pathname === before.pathname) return;
  await expect.poll(() => page.title()).not.toBe(title);
}

test('in the repository, the page loads the modules as they are, with no build', async () => {
  const running = await startStudio({
    root: studio.root,
    packageRoot,
    outbox: join(studio.root, '.courant/outbox'),
    port: 0,
    editor: '',
    services: { store: async () => undefined } as never,
    clock: () => new Date(),
    onError: () => {},
  });
  onTestFinished(() => running.stop());
  const { page, close } = await visit(browser, { ...studio, url: running.url }, `/issue/${slug}/write`);
  await page.locator('.write-text').first().waitFor();
  await close();
});

test('a page that a newer studio has no writing desk for says so, and can be loaded again', async () => {
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  await page.route('**/page/write-desk-*', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Write' }).click();
  await page.getByText('This tab could not be loaded.').waitFor();
  await page.unroute('**/page/write-desk-*');
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await page.locator('.write-text').first().waitFor();
  await close();
});

test('one row of controls is above the letter, in the language with the longer words', async () => {
  // No earlier test had this issue open, so no other page is marked.
  const other = '2023-07-06-coalition';
  const { page, close } = await visit(browser, studio, `/issue/${other}/preview`, { locale: 'nl' });
  await edition(page, 'nl').locator('h1').waitFor();
  const rows = `(() => {
    const top = document.querySelector('.stage').getBoundingClientRect().top;
    const controls = [...document.querySelectorAll('main :is(a, button, input, select)')]
      .map((each) => each.getBoundingClientRect())
      .filter(({ height, bottom }) => height > 0 && bottom <= top);
    return { letter: top, height: Math.max(...controls.map(({ bottom }) => bottom)), count: controls.length };
  })()`;
  // The controls of the edition come once the page knows its languages.
  await expect
    .poll(async () => (await page.evaluate<Record<string, number>>(rows))['count'])
    .toBeGreaterThanOrEqual(6);
  const { letter, height } = await page.evaluate<Record<string, number>>(rows);
  expect(height).toBeLessThanOrEqual(48);
  expect(letter).toBeLessThanOrEqual(84);
  const isCut = '[...document.querySelectorAll(".tabs")].some((each) => each.scrollWidth > each.clientWidth)';
  expect(await page.evaluate(isCut)).toBe(false);
  // Beside a desk, with a mark of another person's page, the tabs become a list, so that the title can be read.
  await page.getByRole('link', { name: 'Vertalen' }).press('Enter');
  await reportPerson(other);
  await page.locator('.people').waitFor();
  await expect.poll(() => page.locator('.tabs').isVisible()).toBe(false);
  const title = "(({ clientWidth, scrollWidth }) => clientWidth / scrollWidth)(document.querySelector('h1'))";
  expect(await page.evaluate(title)).toBeGreaterThan(0.5);
  expect(await page.evaluate("document.activeElement.matches('.tab-choice')")).toBe(true);
  await reportPresence({ action: 'gone', page: 'other' });
  await close();
});

/** Reports that somebody else looks at an issue. */
function reportPerson(slug: string): Promise<void> {
  const place = { slug, desk: 'other', locale: '', part: '' };
  return reportPresence({ action: 'here', page: 'other', browser: 'other', name: '', ...place });
}

async function reportPresence(body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': await tokenOf(studio) };
  const address = new URL('/api/presence', studio.url);
  expect((await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status).toBe(200);
}

/** What needs more than the width of the window: the page itself, or a row of controls. */
const tooWide = `[document.documentElement, ...document.querySelectorAll('.head, .toolbar, .desk-head, .page, main')]
  .filter((each) => each.checkVisibility() && each.scrollWidth > Math.min(innerWidth, each.clientWidth || innerWidth) + 1)
  .map((each) => each.className || each.tagName)`;

test('phones of 390 and 360 pixels show every page without scrolling sideways', async () => {
  const size = { width: 390, height: 780 };
  const { page, close } = await visit(browser, studio, '/calendar', { size, locale: 'nl' });
  for (const [path, selector] of [...views, ['/calendar', '.empty'], ['/report', '.report']] as const) {
    // Its lines are wider than a phone, and scroll inside their own frame.
    if (path.includes('view=source')) continue;
    await goTo(page, path);
    await page.locator(selector).first().waitFor({ state: 'attached' });
    for (const width of [390, 360]) {
      await page.setViewportSize({ ...size, width });
      expect(await page.evaluate(tooWide), `${path} at ${width}`).toEqual([]);
    }
  }
  await close();
});

test('a list is one stop of the Tab key, and arrow keys move inside it', async () => {
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  await page.getByRole('link', { name: /Dutch government/ }).waitFor();
  const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
  const stops = (list: string) => page.locator(`${list} a[tabindex="0"]`).allTextContents();
  await page.locator('#find').focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toContain('Veermonde puts');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('Dutch government');
  await page.keyboard.press('Home');
  expect(await focused()).toContain('A silent ferry');
  await page.keyboard.press('End');
  expect(await focused()).toContain('Dutch government');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Calendar');
  expect(await stops('.issues')).toHaveLength(1);
  await page.locator('.tabs a[aria-current]').focus();
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('Translate');
  await page.keyboard.press('Enter');
  await page.locator('.part textarea').first().waitFor();
  await expect.poll(() => stops('.tabs')).toEqual(['Translate']);
  await close();
});

test('on a phone the list of issues opens over the page', async () => {
  const size = { width: 390, height: 844 };
  const { page, close } = await visit(browser, studio, `/issue/${slug}/translate`, { size });
  await page.locator('.part textarea').first().waitFor();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: /A silent ferry/ }).click();
  await expect.poll(() => page.url()).toContain('2026-11-19-november');
  await close();
});

test('on a phone the title can be read while somebody else has the issue open', async () => {
  const size = { width: 390, height: 844 };
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`, { size, locale: 'nl' });
  await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
  // The list of tabs and the button beside it are in one row, below the title.
  const middle = (selector: string) =>
    `(({ top, height }) => top + height / 2)(document.querySelector('${selector}').getBoundingClientRect())`;
  const distance = `${middle('.choices-button')} - ${middle('.tab-choice')}`;
  await expect.poll(() => page.evaluate(distance)).toBeCloseTo(0, 0);
  await reportPerson(slug);
  await page.locator('.people').waitFor();
  for (const width of [390, 320]) {
    await page.setViewportSize({ ...size, width });
    await expect.poll(() => page.evaluate('document.querySelector("h1").clientWidth')).toBeGreaterThan(150);
    expect(await page.evaluate(tooWide)).toEqual([]);
  }
  // The panel does not cover the button that opens it.
  await page.getByRole('button', { name: /^Weergave/ }).click();
  await page.locator('#choices').waitFor();
  const room =
    'choices.getBoundingClientRect().top - document.querySelector(".choices-button").getBoundingClientRect().bottom';
  expect(await page.evaluate(room)).toBeGreaterThan(0);
  await reportPresence({ action: 'gone', page: 'other' });
  await close();
});

test('on a phone the preview is as wide as the phone, and letters side by side stay in line', async () => {
  const size = { width: 390, height: 844 };
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`, { size });
  await edition(page, 'en').getByText('Veermonde puts its bridge times online').waitFor();
  const widest = `Math.max(...[...document.querySelectorAll('.panes, .pane, .stage, .screen')].map((each) => each.getBoundingClientRect().width))`;
  expect(await page.evaluate(widest)).toBeLessThanOrEqual(390);
  await page.getByRole('combobox', { name: 'Part of the issue' }).selectOption('Compare');
  await page.locator('.compare edition-frame').first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  await close();
});

test('each page has its title, a way past the list, and dates that are not cut', async () => {
  const { page, close } = await visit(browser, studio, `/issue/${slug}/preview`);
  await expect
    .poll(() => page.title())
    .toMatch(/^Veermonde puts its bridge times online \u2013 Preview \u2013 /);
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Skip to the content' }).press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  expect(new URL(page.url()).search).toContain('view=mail&width=desktop&scheme=light&images=on&zoom=fit');
  await page.goto(`${studio.url}inbox`);
  await page.locator('.mail-list time').first().waitFor();
  await expect.poll(() => page.title()).toMatch(/^Inbox \u2013 /);
  const cut = `[...document.querySelectorAll('.mail-list time')].some((each) => each.getBoundingClientRect().right > each.closest('li').getBoundingClientRect().right)`;
  expect(await page.evaluate(cut)).toBe(false);
  await close();
});

test('the edition beside the desk follows the cursor and each save, and a click in it moves the cursor', async () => {
  const { page, complaints, close } = await visit(browser, studio, `/issue/${slug}/translate`);
  const letter = edition(page, 'nl');
  await letter.getByText('Veermonde zet brugtijden online').first().waitFor();
  const inFrame = (script: string) =>
    page.evaluate(`document.querySelector('edition-frame iframe').contentDocument.${script}`);
  await inFrame('isSame = true');
  const field = page.locator('[data-part="body.14"] textarea');
  await field.focus();
  await expect.poll(() => scrolled(page, 'nl')).toBeGreaterThan(200);
  await page.locator('.mark.chosen').waitFor();
  await field.fill('Nieuwe woorden op de brug.');
  await field.press('Control+Enter');
  await letter.getByText('Nieuwe woorden op de brug.').waitFor();
  expect(await inFrame('isSame'), 'the page was changed in place').toBe(true);
  expect(await scrolled(page, 'nl')).toBeGreaterThan(200);
  await letter.getByText('Zeven minuten voor de slagboom').click();
  await page.locator('[data-part="body.4"] textarea:focus').waitFor();
  expect(await findViolations(page)).toEqual([]);

  const handle = page.getByRole('separator', { name: 'Width of the desk' });
  const desk = () => page.evaluate<number>('document.querySelector(".beside-desk").offsetWidth');
  const before = await desk();
  await handle.press('ArrowLeft');
  await expect.poll(desk).toBeLessThan(before);
  await page.reload();
  await expect.poll(() => handle.getAttribute('aria-valuenow')).toBe('54');

  await page.getByRole('link', { name: 'Write' }).click();
  await page.locator('.write-text').first().waitFor();
  await edition(page, 'en').getByText('puts its bridge times online').first().waitFor();
  await edition(page, 'en').getByText('Seven minutes at the barrier').click();
  const cursor = `document.activeElement.classList.contains('write-text') && getSelection().anchorNode.textContent`;
  await expect.poll(() => page.evaluate(cursor)).toBe('Seven minutes at the barrier');
  await page.locator('.mark.chosen').waitFor();
  await page.getByRole('button', { name: 'Edition' }).click();
  await expect.poll(() => page.locator('edition-frame').count()).toBe(0);

  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole('button', { name: 'Edition' }).click();
  await edition(page, 'en').getByText('puts its bridge times online').first().waitFor();
  expect(await page.locator('.write-text').isVisible()).toBe(false);
  expect(await page.evaluate(tooWide)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('former words of a part are shown from git, and put back', async () => {
  const open = await openStudioForTest();
  await initRepository(open.root);
  const heading = 'heading: Zeven minuten voor de slagboom';
  await open.edit(`content/${slug}/nl.yaml`, heading, 'heading: Acht minuten voor de slagboom');
  const { page, complaints, close } = await visit(browser, open, `/issue/${slug}/translate?letter=off`);
  const part = page.locator('[data-part="body.4"]');
  await part.getByRole('button', { name: 'History' }).press('Enter');
  const history = part.getByRole('region', { name: 'History' });
  await history.getByText('As it was').waitFor();
  expect(await history.locator('mark').allTextContents()).toEqual(['Zeven']);
  expect(await findViolations(page)).toEqual([]);
  await history.getByRole('button', { name: 'Put back' }).press('Enter');
  await expect.poll(() => open.read(`content/${slug}/nl.yaml`)).toContain(heading);
  expect(complaints).toEqual([]);
  await close();
});

test('letters side by side stay in line where one has a problem', async () => {
  const open = await openStudioForTest();
  const { page, close } = await visit(browser, open, `/issue/${slug}/preview`);
  await edition(page, 'nl').getByText('Veermonde zet brugtijden online').waitFor();
  // An event about another issue must not replace the one about this issue. The first request may be the page's own.
  for (let round = 0; round < 2; round++) {
    const asked = page.waitForRequest((request) => request.url() === `${open.url}api/issues/${slug}`);
    await page.evaluate(`(() => {
      const channel = new BroadcastChannel('studio-events');
      const tell = (kind, slugs) => channel.postMessage({ kind: 'event', event: { kind, slugs, at: 0 } });
      tell('changed', ['${slug}']);
      tell('read', ['2023-07-06-coalition']);
    })()`);
    await asked;
  }
  await open.edit(`content/${slug}/nl.yaml`, 'headline: Veermonde', 'headline: [Veermonde');
  await page.locator('.pane .banner').waitFor();
  const tops = "[...document.querySelectorAll('.stage')].map((each) => each.getBoundingClientRect().top)";
  await expect.poll(async () => new Set(await page.evaluate<number[]>(tops)).size).toBe(1);
  const hidden =
    "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.pane .banner'))";
  expect(await page.evaluate(hidden), 'the whole problem is visible').toBe(0);
  await close();
});

test('the inbox finds, shows and follows what the outbox received', async () => {
  const { page, close } = await visit(browser, studio, '/inbox');
  await page.getByLabel('Search the outbox').fill('sietske');
  await expect.poll(() => page.locator('.mail-list li').count()).toBe(1);
  await page.locator('.mail-list li a').click();
  const mail = page.frameLocator('.mail iframe');
  await mail.getByText('Beste Sietske Wiardinga,').waitFor();
  const [pages] = await Promise.all([
    page.context().waitForEvent('page'),
    mail.getByRole('link', { name: 'Afmelden' }).click(),
  ]);
  await pages.waitForLoadState();
  expect(new URL(pages.url()).hostname).toBe('localhost');
  expect(await pages.locator('html').getAttribute('lang')).toBe('nl');
  await page.getByRole('button', { name: 'Raw' }).click();
  await page.getByText('List-Unsubscribe-Post', { exact: false }).first().waitFor();
  await close();
});

test('a dispatch is shown by state, language, time and domain', async () => {
  const { page, close } = await visit(browser, studio, '/issue/2026-11-19-november/dispatch');
  await page.getByText('12 of 12').waitFor();
  for (const title of ['By state', 'Editions', 'Over time', 'By domain']) {
    expect(await page.getByText(title, { exact: true }).count()).toBe(1);
  }
  await page.getByText('set SMTP_URL').waitFor();
  await close();
});

test('a message that is too long has a mark where Gmail clips it', async () => {
  const long = Array.from({ length: 300 }, (_, at) => `  - paragraph: ${`word${at} `.repeat(40)}\n`).join('');
  const article = `kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Long\nbody:\n${long}`;
  const open = await openStudioForTest({ 'content/2026-06-01-long/en.yaml': article });
  const { page, close } = await visit(browser, open, '/issue/2026-06-01-long/preview?editions=en');
  await page.locator('.clip-line').waitFor({ state: 'attached' });
  await page.locator('.size.over').waitFor();
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('button', { name: 'Source' }).click();
  await page.locator('.clip').waitFor();
  await close();
});

test('hostile content cannot reach the studio', async () => {
  const hostile =
    '<p>Hostile</p><script>top.hacked = 1</script><img src="x" onerror="top.hacked = 2"><form action="/api/test" method="post"><button>Go</button></form><a href="https://evil.example.org/" target="_top">Out</a><style>body{position:fixed;inset:0}</style><iframe src="javascript:top.hacked=3"></iframe>';
  const template = `<mjml><mj-body><mj-section><mj-column><mj-text>${hostile}</mj-text></mj-column></mj-section></mj-body></mjml>`;
  const open = await openStudioForTest({ 'templates/email/edition.mjml.hbs': template });
  const { page, close } = await visit(browser, open, `/issue/${slug}/preview?editions=en`);
  const view = edition(page, 'en');
  await view.getByText('Hostile').waitFor();
  await view.getByRole('link', { name: 'Out' }).dispatchEvent('click');
  await view.getByRole('button', { name: 'Go' }).dispatchEvent('click');
  await page.waitForTimeout(400);
  expect(await page.evaluate('typeof window.hacked')).toBe('undefined');
  expect(new URL(page.url()).port).toBe(String(open.port));
  expect(page.context().pages()).toHaveLength(1);
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  await page.locator('.desk-head').waitFor();
  await close();
});

/** The number of issues that the list shows, in the frame after each text in the search field. */
const searchOften = `(async () => {
  const field = document.querySelector('#find');
  const shown = [];
  for (const text of ['Issue 333', 'Issue 33', 'Issue 499', '']) {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    shown.push([...document.querySelectorAll('.issues li')].filter((row) => row.checkVisibility()).length);
  }
  return shown;
})()`;

test('five hundred issues are listed, and each key of a search shows its issues in the next frame', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => {
      const day = new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
      const text = `kind: article\ndate: ${day}\nstatus: draft\nheadline: Issue ${at}\nbody:\n  - paragraph: One.\n`;
      return [`content/${day}-issue-${at}/en.yaml`, text];
    }),
  );
  const open = await openStudioForTest(files);
  const { page, close } = await visit(browser, open, '/');
  await expect.poll(() => page.locator('.issues li').count(), { timeout: 20_000 }).toBe(503);
  expect(await page.evaluate(searchOften)).toEqual([1, 14, 1, 503]);
  await close();
});
