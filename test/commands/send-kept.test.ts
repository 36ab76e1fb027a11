import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeArchive } from '../../pipeline/commands/archive.ts';
import { checkAll } from '../../pipeline/commands/check-all.ts';
import { openToSend } from '../../pipeline/commands/open-to-send.ts';
import { send } from '../../pipeline/commands/send.ts';
import { readKept, writeKept } from '../../pipeline/foundation/files/kept-file.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { openCommand } from './open-command.ts';

/** The tiny publication, and the file in which a command keeps the issue that it opened. */
async function open() {
  const opened = await openCommand();
  const { root, context, write } = opened;
  const path = join(root, '.courant', 'cache', 'send.json');
  return {
    ...opened,
    path,
    /** Opens an issue. `isKept` tells whether its editions come from the file. */
    async openIssue(slug?: string) {
      const { problems, newsletter, issue } = await openToSend(context, slug);
      const isKept = JSON.stringify(issue ?? null).includes('KEPT');
      return { newsletter, issue, isKept, codes: problems.map(({ code }) => code) };
    },
    /** Changes what was kept, so that what comes from there is known. */
    mark: async (file = path) =>
      writeKept(
        file,
        JSON.parse(JSON.stringify(readKept(file)).replaceAll('"subject":"', '"subject":"KEPT ')),
      ),
    /** The file in which a check and an archive build keep the editions of an issue. */
    editionsOf: (slug: string) => join(root, '.courant/cache/editions', `${slug}.json`),
    async change(file: string, from: string, to: string) {
      const text = await readFile(join(root, file), 'utf8');
      expect(text).toContain(from);
      await write(file, text.replace(from, to));
    },
  };
}

const english = 'content/spring/en.yaml';

test('an issue that has not changed is sent as it was rendered the last time, with the same findings', async () => {
  const { openIssue, mark, change, run } = await open();
  await change(english, 'Spring at the harbour', 'Spring <i>at</i> the harbour');
  const first = await openIssue('spring');
  expect(first.codes).toContain('text-html');
  await mark();
  const { issue, newsletter, codes, isKept } = await openIssue('spring');
  expect({ isKept, codes }).toEqual({ isKept: true, codes: first.codes });
  expect(newsletter).toEqual(first.newsletter);
  const unmarked = JSON.parse(JSON.stringify(issue).replaceAll('KEPT ', ''));
  expect(unmarked).toEqual(JSON.parse(JSON.stringify(first.issue)));

  const sent = await run((context) => send(context, 'spring', { json: true }));
  expect(JSON.parse(sent.stdout)).toMatchObject({ delivery: { accepted: 4 } });
  expect(await openIssue('april')).toMatchObject({ isKept: false });
});

test('a change of any source renders the issue again', async () => {
  const { openIssue, mark, change, newsletter, write } = await open();
  const footer = await readFile(join(packageRoot, 'templates/email/parts/footer.mjml.hbs'), 'utf8');
  const changes = [
    () => change(english, 'The boats are back.', 'The ships are back.'),
    () => change('content/april/en.yaml', 'A ferry', 'The ferry'),
    () => newsletter('signOff: { en: Until then, nl: Tot dan }'),
    () => write('templates/email/parts/footer.mjml.hbs', footer.replace('14px', '15px')),
  ];
  for (const make of changes) {
    await openIssue('spring');
    await mark();
    expect(await openIssue('spring')).toMatchObject({ isKept: true });
    await make();
    const { isKept, issue } = await openIssue('spring');
    expect(isKept).toBe(false);
    expect(issue).toBeDefined();
  }
});

test('an issue with an error is neither sent nor kept, although it was kept without it', async () => {
  const { openIssue, mark, change, run, path } = await open();
  await openIssue('spring');
  await mark();
  const kept = await readFile(path, 'utf8');
  await change(english, 'boat.png', 'ship.png');
  const sent = await run((context) => send(context, 'spring', {}));
  expect(sent).toMatchObject({ code: 1, stderr: expect.stringContaining('asset-missing') });
  expect(await readFile(path, 'utf8')).toBe(kept);
});

test('an issue that changes while it is rendered is not kept', async () => {
  const { root, openIssue, path, newsletter, write } = await open();
  await newsletter('extensions: [extensions/busy.js]');
  const file = JSON.stringify(join(root, english));
  const code = `import { readFileSync, writeFileSync } from 'node:fs';
    writeFileSync(${file}, readFileSync(${file}, 'utf8').replace('boats are back', 'ships are back'));
    export default () => ({});`;
  await write('extensions/busy.js', code);
  const { issue, codes } = await openIssue('spring');
  expect(JSON.stringify({ issue, codes })).toContain('ships are back');
  expect(existsSync(path)).toBe(false);
  await openIssue('spring');
  expect(existsSync(path)).toBe(true);
});

test.each([
  ['a check of everything', checkAll],
  ['an archive build', writeArchive],
])('%s keeps nothing of an issue that changes in the meantime', async (_, make) => {
  const { root, context, time, openIssue, newsletter, write, change } = await open();
  time.now = Date.parse('2026-04-02T06:00Z');
  const file = join(root, english);
  // A check reports its progress before it reads an issue. An archive build loads the extensions then.
  if (make === checkAll) {
    const progress = () =>
      writeFileSync(file, readFileSync(file, 'utf8').replace('boats are', '<i>ships</i> are'));
    await make({ ...context, reporter: { ...context.reporter, progress } });
  } else {
    await newsletter('extensions: [extensions/busy.js]');
    const path = JSON.stringify(file);
    const code = `import { readFileSync, writeFileSync } from 'node:fs';
      writeFileSync(${path}, readFileSync(${path}, 'utf8').replace('boats are', '<i>ships</i> are'));
      export default () => ({});`;
    await write('extensions/busy.js', code);
    await make(context);
  }
  await change(english, '<i>ships</i> are', 'boats are');
  const { issue, codes } = await openIssue('spring');
  expect(JSON.stringify(issue)).not.toContain('ships');
  expect(codes).not.toContain('text-html');

  const again = await make(context);
  const { problems } = 'report' in again ? again.report : again;
  expect(problems.map(({ code }) => code)).not.toContain('text-html');
  if ('rendered' in again) expect(again.rendered).toEqual(['spring']);
});

test('a check and a send use the templates that the other has compiled', async () => {
  const { root, context, time, openIssue, write } = await open();
  time.now = Date.parse('2026-04-02T06:00Z');
  const footer = await readFile(join(packageRoot, 'templates/email/parts/footer.mjml.hbs'), 'utf8');
  await write(
    'templates/email/parts/footer.mjml.hbs',
    footer.replace('</mj-text>', '<p>Made by hand</p></mj-text>'),
  );
  const cache = join(root, '.courant/cache');
  const change = async (from: string, to: string) => {
    const [name = ''] = await readdir(join(cache, 'templates'));
    const kept = readFileSync(join(cache, 'templates', name), 'utf8').split('\n')[1] ?? '';
    for (const each of await readdir(cache)) await rm(join(cache, each), { recursive: true });
    writeKept(join(cache, 'templates', name), JSON.parse(kept.replaceAll(from, to)));
  };
  await openIssue('spring');
  await change('by hand', 'by a send');
  await checkAll(context);
  expect(JSON.stringify(await openIssue('spring'))).toContain('Made by a send');
  await change('by a send', 'by a check');
  expect(JSON.stringify(await openIssue('spring'))).toContain('Made by a check');
});

test('without a name, the latest ready issue is kept; a damaged file is ignored', async () => {
  const { openIssue, mark, path, change } = await open();
  await openIssue();
  await mark();
  expect(await openIssue()).toMatchObject({ isKept: true, issue: { issue: { slug: 'april' } } });
  expect(await openIssue('april')).toMatchObject({ isKept: false });
  await mark();
  const text = await readFile(path, 'utf8');
  for (const damaged of ['', text.slice(0, -9), text.replace('KEPT', 'LOST')]) {
    await writeFile(path, damaged);
    expect(JSON.stringify((await openIssue('april')).issue)).not.toMatch(/KEPT|LOST/);
  }
  expect(readKept(dirname(path))).toBeUndefined(); // A folder in place of the file cannot be read.
  await change('content/april/en.yaml', 'status: ready', 'status: draft');
  expect(await openIssue()).toMatchObject({ issue: { issue: { slug: 'spring' } } });
});

test('the references to other issues are checked for the moment of each command', async () => {
  const { openIssue, mark, give, time } = await open();
  await give('spring', 'sendAt: 2027-01-01T10:00');
  time.now = Date.parse('2027-02-01T00:00Z');
  expect((await openIssue('april')).codes).not.toContain('story-early');
  await mark();
  time.now = Date.parse('2026-12-01T00:00Z');
  const earlier = await openIssue('april');
  expect(earlier.isKept).toBe(true);
  expect(earlier.codes).toContain('story-early');
});

test.each([
  ['a check of everything', checkAll],
  ['an archive build', writeArchive],
])('after %s, a send renders nothing and finds the same', async (_, before) => {
  const { context, time, openIssue, mark, change, give, editionsOf } = await open();
  time.now = Date.parse('2026-04-02T06:00Z');
  await change(english, 'Spring at the harbour', 'Spring <i>at</i> the harbour');
  const rendered = { spring: await openIssue('spring'), latest: await openIssue() };
  const forget = () => rm(join(context.root, '.courant/cache'), { recursive: true });
  await forget();
  await before(context);
  for (const slug of ['spring', 'april']) await mark(editionsOf(slug));
  for (const [name, slug] of [['spring', 'spring'], ['latest']] as const) {
    const { isKept, codes, issue, newsletter } = await openIssue(slug);
    expect({ isKept, codes }).toEqual({ isKept: true, codes: rendered[name].codes });
    const unmarked = JSON.parse(JSON.stringify(issue).replaceAll('KEPT ', ''));
    expect(unmarked).toEqual(JSON.parse(JSON.stringify(rendered[name].issue)));
    expect(newsletter).toEqual(rendered[name].newsletter);
  }
  // The latest issue can no longer be sent, and a change of any issue concerns the check of all others.
  await give('april', 'withdrawn: {}');
  expect(await openIssue()).toMatchObject({ isKept: false, issue: { issue: { slug: 'spring' } } });
  expect(await openIssue('spring')).toMatchObject({ isKept: false });
});

test('a check keeps the editions of recent issues without errors, and only for these sources', async () => {
  const { context, time, openIssue, mark, change, editionsOf } = await open();
  time.now = Date.parse('2026-04-20T06:00Z');
  await checkAll(context);
  expect(existsSync(editionsOf('spring'))).toBe(false); // Its date is 42 days ago.
  await mark(editionsOf('april'));
  expect(await openIssue('april')).toMatchObject({ isKept: true });
  await change('content/april/en.yaml', 'A ferry', 'The ferry');
  await checkAll(context);
  const { isKept, issue } = await openIssue('april');
  expect(isKept).toBe(false);
  expect(JSON.stringify(issue)).toContain('The ferry');
});

test('a command whose process does nothing else renders in another process, with the same result', async () => {
  const { context, time, change } = await open();
  time.now = Date.parse('2026-04-02T06:00Z');
  await change(english, 'Spring at the harbour', 'Spring <i>at</i> the harbour');
  const folders = { cache: join(context.root, 'elsewhere') };
  const progress: string[] = [];
  const apart = {
    ...context,
    folders,
    returnsMemory: true,
    reporter: { ...context.reporter, progress: (text: string) => void progress.push(text) },
  };
  const first = await openToSend(apart, 'spring');
  const { problems, newsletter, issue } = await openToSend(context, 'spring');
  expect(progress).toEqual(['Reading \u2026', 'Rendering \u2026', '']);
  expect(first).toEqual({ problems: problems.map(({ cause: _, ...each }) => each), newsletter, issue });
  // Both have kept the same.
  expect(readKept(join(folders.cache, 'send.json'))).toEqual(
    readKept(join(context.root, '.courant/cache/send.json')),
  );
  const unknown = (own: typeof context) => openToSend(own, 'sprong').catch((error: unknown) => error);
  expect(await unknown(apart)).toEqual(await unknown(context));
});

test('an issue is opened although nothing can be kept', async () => {
  const { context, openIssue, change, write } = await open();
  await write(
    'content/spring/boat.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"/>',
  );
  await change(english, 'body:\n', 'body:\n  - image: boat.svg\n    alt: A boat.\n');
  const before = await openIssue('spring');
  await rm(join(context.root, '.courant/cache'), { recursive: true, force: true });
  await write('.courant/cache', 'A file in place of the folder.');
  await change(english, 'The boats are back.', 'The ships are back.');
  const { codes, issue } = await openIssue('spring');
  expect(codes).toEqual(before.codes);
  expect(JSON.stringify(issue)).toContain('The ships are back.');
});

test('a stop while the issue is rendered plans nothing', async () => {
  const { run, root } = await open();
  const stopped = await run((context) =>
    send({ ...context, signal: AbortSignal.abort() }, 'spring', { json: true }),
  );
  expect(stopped).toMatchObject({ code: 1 });
  expect(existsSync(join(root, '.courant/courant.sqlite'))).toBe(false);
});

test('if the process that renders is killed, the command says so; it is not in the group of the terminal', async () => {
  const { context, newsletter, write } = await open();
  await newsletter('extensions: [extensions/killed.js]');
  // Kills the group of the process that renders. If that were not its own group, this would throw.
  const code = `process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
    export default () => ({});`;
  await write('extensions/killed.js', code);
  await expect(openToSend({ ...context, returnsMemory: true }, 'spring')).rejects.toMatchObject({
    problems: [{ code: 'render-ended', data: { signal: 'SIGKILL' } }],
  });
});
