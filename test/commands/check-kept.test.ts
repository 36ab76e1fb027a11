import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archive } from '../../pipeline/commands/archive.ts';
import { check } from '../../pipeline/commands/check.ts';
import { readKept, writeKept } from '../../pipeline/foundation/files/kept-file.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { hashText, printRecord } from '../../pipeline/publication/originals/original.ts';
import { openCommand } from './open-command.ts';

/** The tiny publication with a mistake in each issue and one in a template, and the moment between its issues. */
async function open() {
  const opened = await openCommand();
  const { root, context, write, run, time } = opened;
  const path = join(root, '.courant', 'cache', 'check.json');
  const damage = async (slug: string, by: string) => {
    const file = `content/${slug}/en.yaml`;
    const text = await readFile(join(root, file), 'utf8');
    await write(file, text.replace(/headline: .*/, `headline: ${by}`));
  };
  await damage('spring', 'Spring\u200b at the <b>harbour</b>');
  await damage('april', 'April  <i>in</i> short');
  const footer = 'templates/email/parts/footer.mjml.hbs';
  const text = await readFile(join(packageRoot, footer), 'utf8');
  await write(footer, text.replace('font-size="14px"', 'font-size="9px"'));
  await opened.newsletter(
    'check:\n  codes:\n    pasted-invisible: { severity: "off", reason: We like them. }\n    text-html: { severity: note, reason: We write about it. }',
  );
  time.now = Date.parse('2026-03-20T00:00Z');
  const checkBoth = async (slugs: readonly string[] = []) => {
    const { stdout, code } = await run((given) => check(given, slugs, { json: true }));
    return { code, ...(JSON.parse(stdout) as { problems: { code: string; file: string }[] }) };
  };
  /** Changes what was kept, so that what comes from there is known. */
  const mark = async () => {
    const kept = JSON.stringify(readKept(path)).replaceAll('HTML', 'KEPT');
    writeKept(path, JSON.parse(kept));
  };
  return { ...opened, context, path, damage, mark, check: checkBoth };
}

const codesOf = ({ problems }: { problems: { code: string; file: string }[] }) =>
  problems.map(({ code, file }) => `${code} ${file}`);

test('a check that keeps its findings reports the same as a check of all issues by name, also the second time', async () => {
  const { check } = await open();
  const named = await check(['april', 'spring']);
  const first = await check();
  expect(first).toEqual(named);
  expect(codesOf(first)).toEqual(
    expect.arrayContaining(['text-html content/april/en.yaml', 'text-html content/spring/en.yaml']),
  );
  const text = 'April <i>in</i> short';
  const mend = { path: ['headline'], text, by: 'April <i>in</i>' };
  expect(first.problems).toContainEqual(expect.objectContaining({ code: 'pasted-space', mend }));
  expect(codesOf(first).filter((each) => each.includes('templates/'))).toHaveLength(1);
  expect(first).toMatchObject({
    code: 0,
    editions: 4,
    silenced: [{ code: 'pasted-invisible', reason: 'We like them.' }],
  });
  expect(await check()).toEqual(first);
});

test('only a changed issue is checked again; a change of the shared files checks all of them', async () => {
  const { check, mark, damage, write, newsletter } = await open();
  const first = await check();
  await mark();
  const marked = async () => (await check()).problems.map((each) => JSON.stringify(each).includes('KEPT'));
  expect(await marked()).toEqual(first.problems.map(({ code }) => code === 'text-html'));

  await damage('april', 'April <u>in</u> short');
  const after = await check();
  expect(JSON.stringify(after.problems.filter(({ file }) => file.includes('april')))).not.toContain('KEPT');
  expect(JSON.stringify(after.problems.filter(({ file }) => file.includes('spring')))).toContain('KEPT');

  await write('templates/email/accepted.yaml', 'accepted: []\n');
  expect(await marked()).not.toContain(true);
  await mark();
  await newsletter('');
  expect(await check()).toMatchObject({ code: 0, silenced: [] });
});

test('a check after an archive build renders nothing again, and neither does a build after a check', async () => {
  const { check, damage, mark, root, path, run } = await open();
  const build = async () => {
    const { stdout } = await run((given) => archive(given, { json: true }));
    return JSON.parse(stdout) as { rendered: string[]; problems: { message: string }[] };
  };
  const first = await check();
  await mark();
  // The build makes the pages, but takes the findings of the check.
  const built = await build();
  expect(built.rendered).toEqual(['april', 'spring']);
  expect(built.problems.filter(({ message }) => message.includes('KEPT'))).not.toEqual([]);
  await rm(path);
  const state = join(root, '.courant/cache/site/state.jsonl');
  const marked = await readFile(state, 'utf8');

  const second = await check();
  expect(second).toEqual(JSON.parse(JSON.stringify(first).replaceAll('HTML', 'KEPT')));
  await writeFile(state, marked.replaceAll('KEPT', 'HTML'));
  expect(await check()).toEqual(second);
  expect((await build()).rendered).toEqual([]);

  await damage('april', 'April <u>in</u> short');
  await build();
  await writeFile(state, (await readFile(state, 'utf8')).replaceAll('HTML', 'BUILT'));
  const { problems } = await check();
  const about = (slug: string) => JSON.stringify(problems.filter(({ file }) => file.includes(slug)));
  expect(about('april')).toContain('BUILT');
  expect(about('spring')).toContain('KEPT');
});

test('a template that changes while a check loads it is loaded again, and its former findings are not kept', async () => {
  const { check, root, write, newsletter } = await open();
  const path = JSON.stringify(join(root, 'templates/email/parts/footer.mjml.hbs'));
  // The check loads extensions after it has read the templates.
  const code = `import { readFileSync, writeFileSync } from 'node:fs';
    writeFileSync(${path}, readFileSync(${path}, 'utf8').replace('font-size="9px"', 'font-size="14px"'));
    export default () => ({});`;
  await write('extensions/busy.js', code);
  await newsletter('extensions: [extensions/busy.js]');
  const first = await check();
  expect(codesOf(first).filter((each) => each.includes('templates/'))).toEqual([]);
  expect(await check()).toEqual(first);
});

test('an unresolved conflict in a copy of a file of Courant is noticed, and no issue is checked again', async () => {
  const { check, mark, write } = await open();
  const sha256 = hashText('old');
  const copy = { path: '.gitignore', from: 'templates/starter/files/gitignore', version: '0.0.1', sha256 };
  await write('originals/record.json', printRecord([copy]));
  await write('originals/.gitignore.base', 'old');
  await write('.gitignore', 'ours\n');
  expect(codesOf(await check())).toContain('original-changed .gitignore');
  await mark();
  await write('.gitignore', '<<<<<<< yours\n');
  const second = await check();
  expect(codesOf(second)).toContain('upgrade-conflict .gitignore');
  expect(JSON.stringify(second)).toContain('KEPT');
});

test('a damaged file is ignored, and nothing is kept about a deleted issue', async () => {
  const { check, mark, path, root } = await open();
  const first = await check();
  await mark();
  const text = await readFile(path, 'utf8');
  for (const damaged of ['', text.slice(0, -9), text.replace('KEPT', 'LOST')]) {
    await writeFile(path, damaged);
    expect(await check()).toEqual(first);
  }
  await rm(join(root, 'content', 'spring'), { recursive: true });
  expect(codesOf(await check())).toContain('issue-unknown content/april/en.yaml');
  expect(await readFile(path, 'utf8')).not.toContain('content/spring');
});

test('references between issues are compared for the moment of each check', async () => {
  const { check, give, time, context } = await open();
  await give('spring', 'sendAt: 2027-01-01T10:00');
  expect(codesOf(await check())).toContain('story-early content/april/en.yaml');
  time.now = Date.parse('2027-02-01T00:00Z');
  expect(codesOf(await check())).not.toContain('story-early content/april/en.yaml');
  expect(context.clock().getTime()).toBe(time.now);
});

test('accepted features are compared with all editions, including kept ones', async () => {
  const { check, write, damage } = await open();
  const accept = (feature: string) =>
    `accepted:\n  - { feature: ${feature}, clients: [outlook.windows], reason: It is plain there. }\n`;
  await write('templates/email/accepted.yaml', accept('css-border-radius') + accept('css-filter').slice(10));
  const unused = async (slugs?: readonly string[]) =>
    codesOf(await check(slugs)).filter((each) => each.startsWith('client-accepted-unused'));
  const first = await unused();
  expect(first).toEqual(['client-accepted-unused templates/email/accepted.yaml']);
  await damage('april', 'April in short');
  expect(await unused()).toEqual(first);
});
