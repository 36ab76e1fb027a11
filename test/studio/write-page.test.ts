import type { Browser, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { launchBrowser } from '../browser/launch.ts';
import { findViolations } from '../browser/open-page.ts';
import { visit } from './in-browser.ts';
import { type OpenStudio, openStudio } from './open-studio.ts';

const head = 'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: A page\npreheader: All of it\n';
const three = `${head}body:\n  - paragraph: One.\n  - paragraph: Two.\n  - paragraph: Three.\n`;
const many = Array.from({ length: 300 }, (_, at) => `  - paragraph: Paragraph number ${at + 1}.\n`).join('');

const issues: Readonly<Record<string, string>> = {
  blank: `kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: A page\n`,
  edges: `# Ours.\n${three}`,
  failing: three,
  busy: three,
  spaced: three.replace('body:', 'deck: A deck.\nbody:'),
  'two-writers': three,
  unpaused: three,
  halves: `${head}body:\n  - paragraph: Six words.\n  - paragraph: Two halves.\n`,
  moved: three,
  mended: `${head}body:\n  - paragraph: Two  spaces.\n  - paragraph: None.\n`,
  lacking: `${head}body:\n  - image: gone.png\n    alt: A field.\n`,
  long: `${head}body:\n${many}`,
  pasted: `${head.replace('All of it', '\u2026')}body:\n  - paragraph: One.\n`,
  framed: `${head}body:\n  - paragraph: One.\n`,
  digest: `kind: digest\ndate: 2026-06-01\nstatus: draft\nheadline: Two\npreheader: Stories\nstories:\n  - headline: First\n    summary: A story.\n`,
  aligned: `${head}body:\n  - table: [A | B | C, 1 | 2 | 3]\n    align: [start, end, center]\n`,
  shown: `${head}deck: With *all* kinds.\nbody:\n  - paragraph: Words with **weight**.\n  - heading: A heading\n  - quote: Said\n    by: Somebody\n  - list: [One, Two]\n  - table: [A | B, 1 | 2]\n  - callout: A note\n    title: Look\n  - button: https://example.org/\n    label: Go\n  - divider: true\n`,
};

let studio: OpenStudio;
let browser: Browser;
beforeAll(async () => {
  const files = Object.entries(issues).map(([slug, text]) => [`content/${slug}/en.yaml`, text]);
  [studio, browser] = await Promise.all([openStudio(Object.fromEntries(files)), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await studio?.close();
});

const source = (slug: string, file = 'en.yaml') => studio.read(`content/${slug}/${file}`);
const isSaved = (page: Page) => page.locator('.write-state.saved').waitFor();
const block = (page: Page, text: string) => page.locator('.block', { hasText: text }).last();

async function write(slug: string, settings: Parameters<typeof visit>[3] = {}) {
  const visited = await visit(browser, studio, `/issue/${slug}/write`, settings);
  await visited.page.locator('.write-text').waitFor();
  return visited;
}

test('an article of several kinds is written from a blank page, by keys alone', async () => {
  const { page, complaints, close } = await write('blank');
  page.setDefaultTimeout(40_000);
  const { keyboard } = page;
  await page.locator('.block-paragraph p').click();
  await keyboard.type('First **strong** and *soft* and `code`.');
  await keyboard.press('Enter');
  await keyboard.type('# A heading');
  await keyboard.press('Enter');
  await keyboard.type('- one');
  await keyboard.press('Enter');
  await keyboard.type('two');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await keyboard.type('> said');
  await keyboard.press('Enter');
  await keyboard.type('/tab');
  await page.getByRole('option', { name: 'Table' }).waitFor();
  expect(await page.locator('.write-text').getAttribute('aria-activedescendant')).toBe('write-kinds-0');
  await keyboard.press('Enter');
  for (const cell of ['A', 'B', '1', '2']) {
    await keyboard.type(cell);
    if (cell !== '2') await keyboard.press('Tab');
  }
  // Enter adds a row, and leaves the table in an empty one, as in a list.
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await page.locator('.block-paragraph.current').waitFor();
  await keyboard.press('Backspace');
  await page.getByRole('textbox', { name: 'The article' }).focus();
  await keyboard.press('Control+Home');
  await page.locator('.block-head :text("A page")').waitFor();
  await keyboard.press('Control+End');
  await page.locator('.block-table.current').waitFor();
  await isSaved(page);
  await expect.poll(() => source('blank')).toContain('1 | 2');
  expect(await source('blank')).toBe(`${issues['blank']}body:
  - paragraph: First **strong** and *soft* and \`code\`.
  - heading: A heading
  - list:
      - one
      - two
  - quote: said
  - table:
      - A | B
      - 1 | 2
`);

  // The mark of a footnote is saved before its words. The page reads the file while somebody types them.
  await page.locator('.block-paragraph p').click();
  await keyboard.press('End');
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const asked = page.waitForRequest((request) => request.method() === 'GET' && isOfBlank(request.url()));
  await page.route(isOfBlank, async (route) => {
    if (route.request().method() === 'GET') await released;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Footnote', exact: true }).click();
  await asked;
  await keyboard.type('A note.');
  release();
  await expect.poll(() => source('blank')).toContain('footnotes:\n  "1": A note.\n');
  await isSaved(page);

  // A footnote and its mark go together, whichever somebody deletes, and undo brings both back.
  const found = async () => (await source('blank')).match(/\[\^1\]|"1": A note/g) ?? [];
  await page.locator('.block-paragraph p').click();
  await keyboard.press('End');
  await keyboard.press('Backspace');
  await expect.poll(found).toEqual([]);
  await isSaved(page);
  await keyboard.press('Control+z');
  await expect.poll(found).toHaveLength(2);
  await page.locator('.list-footnotes li').click();
  await keyboard.press('Control+a');
  await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await expect.poll(found).toEqual([]);
  await isSaved(page);
  expect(complaints).toEqual([]);
  await close();
});

const reason = 'The studio cannot write its files: the disk is full. Nothing was changed.';
const diskFull = {
  kind: 'refused',
  problems: [{ code: 'studio-unwritten', severity: 'error', message: reason }],
};

const isOfBlank = (address: { toString(): string }) => address.toString().includes('/api/write/blank');

test('Enter splits, Backspace joins, and the journal takes back each step, also after a reload', async () => {
  const { page, complaints, close } = await write('edges');
  const { keyboard } = page;
  await block(page, 'Two.').locator('p').click();
  await keyboard.press('Home');
  await keyboard.press('Backspace');
  await expect.poll(() => source('edges')).toContain('  - paragraph: One.Two.\n  - paragraph: Three.\n');
  await keyboard.press('Enter');
  await expect.poll(() => source('edges')).toContain('  - paragraph: One.\n  - paragraph: Two.\n');
  await isSaved(page);
  await page.reload();
  await page.locator('.write-text').focus();
  await keyboard.press('Control+z');
  await expect.poll(() => source('edges')).toContain('  - paragraph: One.Two.\n');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect.poll(() => source('edges')).toBe(issues['edges']);
  await block(page, 'Two.').waitFor();

  // Steps that are asked for faster than they are done wait in their order, and the page says so.
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/api/write/edges', async (route) => {
    await released;
    await route.continue();
  });
  await page.locator('.write-text').focus();
  for (const key of ['y', 'z', 'y']) await keyboard.press(`Control+${key}`);
  await page.getByText('Redoing … (3)').waitFor();
  release();
  await isSaved(page);
  expect(await source('edges')).toContain('  - paragraph: One.Two.\n');

  // A browser may put the cursor beside the texts of a block, and outside of the article.
  await page.locator('.write-text').focus();
  await keyboard.press('Control+Home');
  for (const [place, words] of [
    ['.block-head', 'Open'],
    ['.skip', ' again'],
  ] as const) {
    await page.evaluate(`getSelection().collapse(document.querySelector('${place}'), 0)`);
    await keyboard.type(words);
  }
  await expect.poll(() => source('edges')).toContain('subject: Open again\n');
  expect(complaints).toEqual([]);
  await close();
});

test('blocks are moved, duplicated, converted and deleted by their menu, by keys and by dragging', async () => {
  const { page, complaints, close } = await write('moved');
  const { keyboard } = page;
  await block(page, 'Three.').locator('p').click();
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(() => source('moved')).toMatch(/One\.[\s\S]*Three\.[\s\S]*Two\./);
  await keyboard.press('Control+.');
  await page.getByRole('menuitem', { name: 'Turn into: heading' }).click();
  await expect.poll(() => source('moved')).toContain('- heading: Three.');
  await block(page, 'Two.').hover();
  await block(page, 'Two.')
    .locator('.block-handle')
    .dragTo(block(page, 'One.'), { targetPosition: { x: 60, y: 2 } });
  await expect.poll(() => source('moved')).toMatch(/Two\.[\s\S]*One\.[\s\S]*Three\./);
  await keyboard.press('Control+d');
  await expect.poll(() => source('moved')).toMatch(/Two\.[\s\S]*Two\.[\s\S]*One\./);
  await keyboard.press('Control+.');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const said = page.locator('write-desk > [role=status]');
  await expect.poll(() => said.textContent()).toMatch(/^Paragraph deleted\. (Paragraph|Heading) \d of 3/);
  await expect
    .poll(() => source('moved'))
    .toBe(`${head}body:\n  - paragraph: Two.\n  - paragraph: One.\n  - heading: Three.\n`);
  expect(complaints).toEqual([]);
  await close();
});

test('the columns of a table keep their alignment when one is removed or added', async () => {
  const { page, complaints, close } = await write('aligned');
  const choose = async (name: string) => {
    await page.keyboard.press('Control+.');
    await page.getByRole('menuitem', { name }).click();
  };
  const table = async () => parse(await source('aligned')).body[0];
  await page.locator('.block-table').getByText('1', { exact: true }).click();
  await choose('Remove the column');
  await expect.poll(table).toEqual({ table: ['B | C', '2 | 3'], align: ['end', 'center'] });
  await choose('Add a column after this one');
  await expect.poll(table).toMatchObject({ align: ['end', 'start', 'center'] });
  // A range of a spreadsheet fills the cells from the cursor on.
  await page.locator('.write-text').evaluate(paste, { 'text/plain': 'p\tq\nr\ts' });
  await expect.poll(async () => (await table()).table.slice(1)).toEqual(['2 | p | q', ' | r | s']);
  expect(complaints).toEqual([]);
  await close();
});

test('words typed during a slow save and after a failed one are kept, also across a reload', async () => {
  const { page, close } = await write('failing');
  const { keyboard } = page;
  let isSlow = true;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const onWrite = async (route: Route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (!isSlow) return route.fulfill({ status: 422, json: diskFull });
    await held;
    return route.continue();
  };
  await page.route('**/api/write/failing', onWrite);
  await block(page, 'One.').locator('p').click();
  await keyboard.press('End');
  await keyboard.type(' Slow');
  await page.locator('.write-state.saving').waitFor();
  await keyboard.type('ly.');
  release();
  await expect.poll(() => source('failing')).toContain('One. Slowly.');
  expect(await block(page, 'One.').locator('p').textContent()).toBe('One. Slowly.');
  await isSaved(page);
  isSlow = false;
  await keyboard.type(' Lost?');
  await page.getByText('Your words are kept in this browser.').waitFor();
  await page.unroute('**/api/write/failing', onWrite);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect.poll(() => source('failing')).toContain('One. Slowly. Lost?');
  await isSaved(page);
  expect((await source('failing')).match(/Slowly/g)).toHaveLength(1);
  // The file is written, and the answer is lost.
  const onLost = async (route: Route) => {
    if (route.request().method() === 'POST') await route.fetch();
    await route.abort();
  };
  await page.route('**/api/write/failing', onLost);
  await block(page, 'Two.').locator('p').click();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('Written');
  await page.getByText('The studio does not answer. Your words are kept in this browser.').waitFor();
  await keyboard.type(' once.');
  await page.unrouteAll({ behavior: 'wait' });
  await isSaved(page);
  expect((await source('failing')).match(/Written/g)).toHaveLength(1);
  await block(page, 'Three.').locator('p').click();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('Typed before a reload.');
  await page.reload();
  await block(page, 'Typed before a reload.').waitFor();
  await isSaved(page);
  await expect.poll(() => source('failing')).toMatch(/Three\.\n {2}- paragraph: Typed before a reload\.\n$/);
  await block(page, 'Three.').locator('p').click();
  await keyboard.press('End');
  await keyboard.type(' And left.');
  await page.getByRole('link', { name: 'Preview' }).click();
  await expect.poll(() => source('failing')).toContain('Three. And left.');
  await page.getByRole('link', { name: 'Write' }).click();
  await block(page, 'Three. And left.').waitFor();
  await isSaved(page);
  expect((await source('failing')).match(/paragraph/g)).toHaveLength(5);
  // The file cannot have a button without an address. The browser keeps its label at its place.
  const lacks = page.locator('.write-state').getByText('Not saved yet: a required field is empty');
  await block(page, 'Three. And left.').locator('p').click();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('/button');
  await page.getByRole('option', { name: 'Button' }).waitFor();
  await keyboard.press('Enter');
  await keyboard.type('Read on');
  await lacks.waitFor();
  await page.reload();
  await page.locator('.block-paragraph:has-text("Three. And left.") + .block-button').waitFor();
  await block(page, 'Read on').waitFor();
  await lacks.waitFor();
  expect(await source('failing')).not.toContain('Read on');
  await block(page, 'Read on').getByRole('textbox', { name: 'Address' }).fill('https://example.org/');
  await isSaved(page);
  expect(await source('failing')).toMatch(
    /And left\.\n {2}- button: https:\/\/example\.org\/\n {4}label: Read on\n/,
  );
  // A list that somebody has emptied stays empty on the page.
  await block(page, 'One. Slowly. Lost?').locator('p').click();
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('- a');
  await expect.poll(() => source('failing')).toMatch(/- list:\s+- a\n/);
  await isSaved(page);
  await keyboard.press('Backspace');
  await lacks.waitFor();
  // A file with a syntax error takes no words, and they are kept until it is mended.
  const whole = await source('failing');
  const isOfFailing = (address: URL) => address.pathname === '/api/write/failing';
  const { promise: shown, resolve: show } = Promise.withResolvers<void>();
  const asked = page.waitForRequest(
    (request) => request.method() === 'GET' && isOfFailing(new URL(request.url())),
  );
  await page.route(isOfFailing, async (route) => {
    await shown;
    await route.continue();
  });
  await studio.write('content/failing/en.yaml', `${whole}broken: [\n`);
  await asked;
  await block(page, 'Three. And left.').locator('p').click();
  await keyboard.press('End');
  await keyboard.type(' Kept.');
  show();
  await page.getByText('cannot be read at the moment').waitFor();
  await block(page, 'Three. And left. Kept.').waitFor();
  await page.unroute(isOfFailing);
  await page.reload();
  await page.getByText('Fix the file in an editor').waitFor();
  await page.getByRole('link', { name: 'Preview' }).click();
  await page.locator('.write-state').waitFor({ state: 'detached' });
  await studio.write('content/failing/en.yaml', whole);
  const isBroken =
    "fetch('/api/write/failing').then((answer) => answer.json()).then((view) => view.isBroken)";
  await expect.poll(() => page.evaluate(isBroken)).toBe(false);
  await page.getByRole('link', { name: 'Write' }).click();
  await page.locator('.block-list').waitFor();
  await expect.poll(() => source('failing')).toContain('And left. Kept.');
  await lacks.waitFor();
  expect(await page.locator('.block-list').getByText('a', { exact: true }).count()).toBe(0);
  await page.locator('.block-list li.empty-text').click();
  await keyboard.type('b');
  await isSaved(page);
  expect(await source('failing')).toMatch(/- list:\s+- b\n/);
  await close();
}, 120_000);

test('words are saved while somebody types without a pause, also those after a save', async () => {
  const { page, complaints, close } = await write('unpaused');
  const { keyboard } = page;
  await block(page, 'One.').locator('p').click();
  await keyboard.press('End');
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  let typed = 'One.';
  const saved = async () => parse(await source('unpaused')).body[0].paragraph;
  const typeFor = async (seconds: number) => {
    for (let at = 0; at < seconds * 4; at += 1) {
      await keyboard.type(' on');
      typed += ' on';
      await page.clock.runFor(250);
    }
  };
  await typeFor(2.5);
  expect(await saved()).toBe('One.');
  for (let round = 0; round < 2; round += 1) {
    const before = typed;
    await typeFor(3);
    await expect.poll(saved).toContain(before);
    await page.locator('.write-state.typing').waitFor();
  }
  await page.clock.runFor(400);
  await isSaved(page);
  expect(await saved()).toBe(typed);
  expect(complaints).toEqual([]);
  await close();
});

test('a split block that somebody else has changed: its second half waits for the decision', async () => {
  const { page, complaints, close } = await write('halves');
  const { keyboard } = page;
  const conflict = page.getByRole('alert').filter({ hasText: 'Nothing was overwritten' });
  const split = async (words: string) => {
    await block(page, words).locator('p').click();
    await keyboard.press('Home');
    for (let at = 0; at < 3; at += 1) await keyboard.press('ArrowRight');
    await isSaved(page);
    await studio.edit('content/halves/en.yaml', words, `Their ${words}`);
    await keyboard.press('Enter');
    await conflict.getByText(`Their ${words}`).waitFor();
  };
  await split('Two halves.');
  await block(page, 'Six words.').locator('p').click();
  await keyboard.press('Home');
  await keyboard.type('All ');
  await expect.poll(() => source('halves')).toContain('paragraph: All Six words.');
  expect(await source('halves')).not.toContain('paragraph: halves.');
  await conflict.getByRole('button', { name: 'Use the version in the file' }).click();
  await isSaved(page);
  expect((await source('halves')).split('body:')[1]).toBe(
    '\n  - paragraph: All Six words.\n  - paragraph: Their Two halves.\n',
  );
  await split('All Six words.');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await isSaved(page);
  expect((await source('halves')).split('body:')[1]).toBe(
    '\n  - paragraph: All\n  - paragraph: Six words.\n  - paragraph: Their Two halves.\n',
  );
  expect(complaints).toEqual([]);
  await close();
});

test('a second writer: blocks of others appear, and a block that both have changed shows both versions', async () => {
  const { page, close } = await write('two-writers');
  const { keyboard } = page;
  await block(page, 'One.').locator('p').click();
  await keyboard.press('End');
  await studio.edit('content/two-writers/en.yaml', 'Three.', 'Three, from elsewhere.');
  await block(page, 'Three, from elsewhere.').waitFor();
  await studio.edit('content/two-writers/en.yaml', 'One.', 'Theirs.');
  await keyboard.type(' Mine.');
  const conflict = page.getByRole('alert').filter({ hasText: 'Nothing was overwritten' });
  await conflict.getByText('Theirs.').waitFor();
  await page.reload();
  await conflict.getByText('Theirs.').waitFor();
  expect(await source('two-writers')).toContain('- paragraph: Theirs.');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(() => source('two-writers')).toContain('- paragraph: One. Mine.');
  await isSaved(page);
  // A conflict in the head is far from the part that somebody edits next. The state leads to it.
  await page.locator('.block-head .field-headline').click();
  await keyboard.press('End');
  await studio.edit('content/two-writers/en.yaml', 'headline: A page', 'headline: Their page');
  await keyboard.type(' of mine');
  await conflict.getByText('Their page').waitFor();
  await block(page, 'Three, from elsewhere.').locator('p').click();
  await page.getByRole('button', { name: 'A decision is needed' }).press('Enter');
  await page.locator('.conflict .button:focus', { hasText: 'Keep mine' }).press('Enter');
  await expect.poll(() => source('two-writers')).toContain('headline: A page of mine\n');
  await isSaved(page);
  // Another person's page marks the block with the cursor, or the head.
  const other = await write('two-writers');
  const mark = (text: string) => block(other.page, text).getByText('Somebody is here');
  await block(page, 'Two.').locator('p').click();
  await mark('Two.').waitFor();
  expect(await mark('One. Mine.').count()).toBe(0);
  await page.locator('.block-head').getByText('A page').click();
  await other.page.locator('.block-head').getByText('Somebody is here').waitFor();
  expect(other.complaints).toEqual([]);
  await other.close();
  await close();
});

test('a space at the end, which the file does not keep, makes no conflict of what is typed next', async () => {
  const { page, close } = await write('spaced');
  const { keyboard } = page;
  for (const [words, of] of [
    ['One.', 'Two.'],
    ['A deck.', 'Three.'],
  ] as const) {
    await page.locator('.write-text p, .write-text [class*=field-]', { hasText: words }).last().click();
    await keyboard.press('End');
    const saving = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await keyboard.type(' ');
    await saving;
    await isSaved(page);
    await keyboard.type('M');
    await studio.edit('content/spaced/en.yaml', of, `Theirs after ${words}`);
    await block(page, `Theirs after ${words}`).waitFor();
    await keyboard.type('ine.');
    await expect.poll(() => source('spaced')).toContain(`: ${words} Mine.\n`);
    expect(await page.getByText('Nothing was overwritten').count()).toBe(0);
  }
  await close();
});

test('words are saved while another program writes again and again, and after one has got in between', async () => {
  const { page, close } = await write('busy');
  const read = () => page.waitForResponse((answer) => answer.url().endsWith('/api/write/busy'));
  await block(page, 'One.').locator('p').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' More.');
  for (let times = 0; !(await source('busy')).includes('More'); times++) {
    const reading = read();
    await studio.write('content/busy/nl.yaml', `status: draft\nheadline: Nr. ${times}\n`);
    await reading;
  }
  await isSaved(page);
  const problems = [
    { code: 'studio-changed', severity: 'error', message: 'Changed.', data: { file: 'en.yaml' } },
  ];
  const json = { kind: 'refused', problems };
  let isRefused = false;
  await page.route('**/api/write/busy', (route) => {
    if (isRefused || route.request().method() !== 'POST') return route.continue();
    isRefused = true;
    return route.fulfill({ status: 422, json });
  });
  await page.keyboard.type(' Again.');
  await page.getByText('Your words are kept in this browser.').waitFor();
  await expect.poll(() => source('busy'), { timeout: 20_000 }).toContain('One. More. Again.');
  await close();
});

test('a mistake is beside its block, where a button mends it', async () => {
  const { page, complaints, close } = await write('mended');
  await page.locator('.block-paragraph').first().getByRole('button', { name: 'Fix it' }).click();
  await expect.poll(() => source('mended')).toContain('- paragraph: Two spaces.');
  await expect.poll(() => page.locator('.block-paragraph p').first().textContent()).toBe('Two spaces.');
  await page.getByRole('button', { name: 'Fix it' }).waitFor({ state: 'detached' });

  // Without a rendering of an earlier state, the page says why there is no edition beside the article.
  await page.goto(`${studio.url}issue/lacking/write`);
  const beside = page.getByLabel('The edition in English');
  await beside.getByText('This edition cannot be shown yet.').waitFor();
  await beside.getByRole('link', { name: 'Show the problems' }).click();
  await page.getByText('“gone.png” is not in the folder').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

test('an article of 300 blocks opens in one document, and a word changes one line', async () => {
  const { page, close } = await write('long');
  expect(await page.locator('.block-paragraph').count()).toBe(300);
  await block(page, 'Paragraph number 150.').locator('p').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Here.');
  const changed = many.replace('number 150.', 'number 150. Here.');
  await expect.poll(() => source('long')).toBe(`${head}body:\n${changed}`);
  await close();
});

test('what is pasted becomes clean blocks, and the page says what was left out', async () => {
  const { page, complaints, close } = await write('pasted');
  await block(page, 'One.').locator('p').click();
  await page.keyboard.press('End');
  await page.locator('.write-text').evaluate(paste, {
    'text/html':
      '<h2 style="color:red">A title</h2><p>Words with <b>weight</b> and <a href="https://example.org/a">a link</a>.</p><ul><li>One</li><li>Two</li></ul><img src="file:///C:/boat.png" alt="A boat"><img src="cid:crane.png@01DB">',
    'text/plain': 'A title',
  });
  await expect
    .poll(() => source('pasted'))
    .toBe(`${issues['pasted']}  - heading: A title
  - paragraph: Words with **weight** and [a link](https://example.org/a).
  - list:
      - One
      - Two
`);
  await page.getByText('Left out: a picture').waitFor();
  // Each picture of which the clipboard has only the name is a gap, until somebody gives its file.
  const gaps = page.locator('.write-picture.without');
  await expect
    .poll(() => gaps.locator('p').allTextContents())
    .toEqual(expect.arrayContaining(['Missing here: boat.png', 'Missing here: crane.png']));
  await gaps.first().evaluate(drop, { 'Blue dot.png': blueDot });
  await expect.poll(() => source('pasted')).toMatch(/- image: blue-dot\.png\n {4}alt: A boat\n$/);
  await gaps.getByText('crane.png').waitFor();
  // Without words, a link shows its address.
  await block(page, 'One.').locator('p').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+k');
  await page.locator('.link-form input:focus').fill('mail@example.org');
  await page.keyboard.press('Enter');
  await expect.poll(() => source('pasted')).toContain('One.[mail@example.org](mailto:mail@example.org)\n');
  await page.locator('.field-subject').click();
  await page.locator('.write-text').evaluate(paste, { 'text/plain': 'Two\nlines' });
  await expect.poll(() => source('pasted')).toContain('subject: Two lines\n');
  await page.locator('.write-text').evaluate(paste, { 'A red dot.png': dot });
  await page.locator('.block-image img').last().waitFor();
  const image = page.locator('.block-image').last();
  await image.getByText('required').waitFor();
  await image.getByLabel('Alternative text').fill('A red dot.');
  await expect.poll(() => source('pasted')).toMatch(/ {2}- image: \S*red-dot\.png\n {4}alt: A red dot\.\n$/);
  // Several pictures keep their order.
  await block(page, 'One.').locator('p').click();
  await page.keyboard.press('End');
  await page.locator('.write-text').evaluate(paste, { 'Blue dot.png': blueDot, 'A red dot.png': dot });
  const files = page.locator('.block-image code');
  await expect.poll(async () => (await files.allTextContents()).join()).toMatch(/blue.*red.*blue.*red/);
  // A click selects the sign for words that a new issue does not have yet.
  await page.locator('.field-preheader').click();
  await page.keyboard.type('Now.');
  await expect.poll(() => source('pasted')).toContain('preheader: Now.\n');
  expect(complaints).toEqual([]);
  await close();
});

test('a picture is dropped and cropped, and one that no block names moves to the trash and back', async () => {
  const { page, complaints, close } = await write('framed');
  const field = { create: { width: 400, height: 200, channels: 3 as const, background: '#446688' } };
  const wide = (await sharp(field).png().toBuffer()).toString('base64');
  const one = await block(page, 'One.').locator('p').boundingBox();
  await page
    .locator('.write-text')
    .evaluate(drop, { 'Wide.png': wide, at: `${one?.x} ${(one?.y ?? 0) + 9}` });
  const dropped = page.locator('.block-image').filter({ hasText: 'wide.png' });
  await dropped.getByLabel('Alternative text').fill('A field.');
  // The cursor is in the caption, which is empty. The keys that join and split texts keep the picture.
  const { keyboard } = page;
  await keyboard.press('Escape');
  await keyboard.press('Enter');
  await keyboard.type('Two.');
  await keyboard.press('Home');
  await keyboard.press('Backspace');
  await page.locator('.block-image.selected').waitFor();
  await block(page, 'Two.').locator('p').click();
  await keyboard.press('Control+a');
  await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await page.locator('.block-image.selected').waitFor();
  await block(page, 'Two.').waitFor({ state: 'detached' });
  await expect
    .poll(() => source('framed'))
    .toMatch(/wide\.png\n {4}alt: A field\.\n {2}- paragraph: One\.\n$/);
  // A picture without a caption stays the same block when its fields change: its comment is kept.
  await studio.edit('content/framed/en.yaml', '  - image: wide', '  # Ours.\n  - image: wide');
  await dropped.getByRole('button', { name: 'Crop' }).click();
  const form = page.getByRole('dialog', { name: 'Crop' });
  await form.getByText('(400 \u00d7 200)').waitFor();
  const { x = 0, y = 0, width = 0 } = (await form.locator('.crop-handle.left').boundingBox()) ?? {};
  const [left, middle] = [x + width / 2, y + width / 2];
  await page.mouse.move(left, middle);
  await page.mouse.down();
  await page.mouse.move(left + ((await form.locator('.crop-frame').boundingBox())?.width ?? 0) / 4, middle);
  await page.mouse.up();
  await expect.poll(() => form.getByLabel('On the left').inputValue()).toBe('25');
  await form.getByLabel('At the bottom').fill('20');
  await form.getByLabel('Keep a point visible').check();
  await form.locator('.crop-part').press('Shift+ArrowDown');
  await expect.poll(() => form.getByLabel('At the top').inputValue()).toBe('5');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect
    .poll(() => source('framed'))
    .toContain(
      '  # Ours.\n  - image: wide.png\n    alt: A field.\n    crop:\n      top: 5%\n      bottom: 15%\n      left: 25%\n    focus:\n      x: 62.5%\n      y: 40%\n',
    );
  await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toContain('Crop');

  // A picture is replaced together with the text that describes it: until then, the file has both old ones.
  const picture = page.locator('.block-image');
  const lake = { name: 'Lake.png', mimeType: 'image/png', buffer: Buffer.from(blueDot, 'base64') };
  await picture.locator('input[type=file]').setInputFiles(lake);
  await picture.getByText('The picture before had: “A field.”').waitFor();
  await page.locator('.write-state').getByText('a required field is empty').waitFor();
  expect(await source('framed')).toContain('image: wide.png\n    alt: A field.\n    crop:');
  await picture.locator('.block-text').click();
  await keyboard.press('Control+z');
  await picture.filter({ hasText: 'wide.png' }).waitFor();
  expect(await picture.getByLabel('Alternative text').inputValue()).toBe('A field.');
  await picture.locator('input[type=file]').setInputFiles(lake);
  await picture.getByRole('button', { name: 'Keep that text' }).click();
  await expect.poll(() => source('framed')).toContain('image: lake.png\n    alt: A field.\n  - paragraph');
  await page.locator('.block-paragraph').first().click();
  await studio.edit('content/framed/en.yaml', 'lake.png', 'gone.png');
  await picture.getByText('“gone.png” is not in the folder').waitFor();
  expect(await picture.getByText('is not in the folder').count()).toBe(1);
  expect(await picture.getByRole('button', { name: 'Crop' }).count()).toBe(0);
  await studio.write('content/framed/spare.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await page.goto(`${studio.url}issue/framed/settings`);
  const spare = page.getByRole('button', { name: 'Move to the trash: spare.svg' });
  await spare.click();
  await page.getByText('spare.svg is in the trash.').waitFor();
  await expect(source('framed', 'spare.svg')).rejects.toThrow('ENOENT');
  await page.getByRole('button', { name: 'Undo' }).click();
  await spare.waitFor();
  expect(await source('framed', 'spare.svg')).toContain('<svg');
  expect(complaints).toEqual([]);
  await close();
});

const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const blueDot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/5ncLrgAAAABJRU5ErkJggg==';

/** Drops as a pointer does, at a point of the page. */
function drop(target: unknown, { at = '', ...files }: Readonly<Record<string, string>>): void {
  const { DataTransfer, DragEvent } = globalThis as unknown as {
    DataTransfer: new () => { items: { add(file: File): void } };
    DragEvent: new (type: string, init: object) => Event;
  };
  const dataTransfer = new DataTransfer();
  for (const [name, text] of Object.entries(files)) {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], name, { type: 'image/png' }));
  }
  const [clientX, clientY] = at.split(' ').map(Number);
  const event = new DragEvent('drop', { dataTransfer, clientX, clientY, bubbles: true, cancelable: true });
  (target as { dispatchEvent(event: Event): boolean }).dispatchEvent(event);
}

/** Pastes as a keyboard does, in the page. A name with a full stop is that of a file. */
function paste(target: unknown, data: Readonly<Record<string, string>>): void {
  const { DataTransfer, ClipboardEvent } = globalThis as unknown as {
    DataTransfer: new () => { setData(type: string, text: string): void; items: { add(file: File): void } };
    ClipboardEvent: new (type: string, init: object) => Event;
  };
  const clipboardData = new DataTransfer();
  for (const [name, text] of Object.entries(data)) {
    if (name.includes('/')) clipboardData.setData(name, text);
    else {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      clipboardData.items.add(new File([bytes], name, { type: 'image/png' }));
    }
  }
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  (target as { dispatchEvent(event: Event): boolean }).dispatchEvent(event);
}

test('the stories of a digest are written in place, and their other fields below', async () => {
  const { page, complaints, close } = await write('digest');
  const { keyboard } = page;
  await page.locator('.block-story .field-summary').click();
  await keyboard.press('Tab');
  await expect.poll(() => page.evaluate<string>('document.activeElement.type')).toBe('file');
  await page.getByRole('textbox', { name: 'Address' }).fill('example.org/first');
  await keyboard.press('Escape');
  await page.locator('.write-text:focus').waitFor();
  await page.getByRole('button', { name: 'Add a block' }).click();
  await page.locator('.block-story').nth(1).locator('.field-headline').click();
  await keyboard.type('Second');
  await keyboard.press('Enter');
  await keyboard.type('Another one.');
  await expect
    .poll(() => source('digest'))
    .toBe(`${issues['digest']}    link: https://example.org/first
  - headline: Second
    summary: Another one.
`);
  expect(complaints).toEqual([]);
  await close();
});

test.each([
  { locale: 'en', dark: false },
  { locale: 'nl', dark: true, size: { width: 390, height: 844 } },
])('axe finds nothing in $locale, dark: $dark', async (settings) => {
  const { page, complaints, close } = await write('shown', settings);
  await page.locator('.block-quote blockquote').click();
  await page.keyboard.press('Control+.');
  await page.getByRole('menu').waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(complaints).toEqual([]);
  await close();
});
