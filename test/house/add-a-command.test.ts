import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createProgram } from '../../pipeline/commands/declare/create-program.ts';
import { createDeclaring, type Run } from '../../pipeline/commands/declare/declaring.ts';
import { listSlugs } from '../../pipeline/content/list-slugs.ts';
import { openReasons } from '../../pipeline/dispatches/open-ends.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import type { CommandContext, ExitCode } from '../../pipeline/foundation/program/context.ts';
import { openCommand } from '../commands/open-command.ts';

const read = (page: string) => readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');

/** As docs/contributor/add-a-command.md has it. */
async function slugs(context: CommandContext, { json }: { readonly json?: boolean }): Promise<ExitCode> {
  const found = await listSlugs(diskFiles(context.root));
  if (json) context.terminal.print(JSON.stringify({ slugs: found }, null, 2));
  else for (const slug of found) context.terminal.print(slug);
  return 0;
}

test('a command is added as the page says', async () => {
  const page = await read('contributor/add-a-command.md');
  const body = /export async function slugs[\s\S]*?\n\}/.exec(page)?.[0] ?? '';
  const words = (text: string) => text.match(/[\w.]+/g);
  const own = await readFile(new URL(import.meta.url), 'utf8');
  expect(words(body.replace('export ', ''))).toEqual(
    words(/async function slugs[\s\S]*?\n\}/.exec(own)?.[0] ?? ''),
  );
  const command = await openCommand();
  let chosen: { run: Run; json: boolean; root?: string } | undefined;
  const start = async (run: Run, options: { json: boolean; root?: string }) => {
    chosen = { run, ...options };
  };
  const program = createProgram(start);
  const { act, json, examples } = createDeclaring(program, start);
  examples(
    program
      .command('slugs')
      .description('print the names of all issues')
      .addOption(json())
      .action((options) => act((context) => slugs(context, options), options)),
    ['slugs', 'slugs --json'],
  );
  await program.parseAsync(['node', 'courant', 'slugs', '--json', '--root', '/news']);
  expect(chosen).toMatchObject({ json: true, root: '/news' });
  const { code, stdout } = await command.run(chosen?.run ?? expect.fail('nothing was started'));
  expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, slugs: ['april', 'spring'] });
});

test('every command has a description and examples, and loads nothing until it runs', () => {
  const program = createProgram(async () => {});
  const all = program.commands.flatMap((each) => (each.commands.length > 0 ? [...each.commands] : [each]));
  expect(all.length).toBeGreaterThan(15);
  for (const command of all) {
    expect(command.description(), command.name()).toMatch(/^[a-z].*[^.]$/);
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help, command.name()).toMatch(/\nExamples:\n {2}courant \S/);
    expect(help, command.name()).toContain('--root <folder>');
  }
});

test('docs/operator/exit-codes.md has each reason with its code and the commands that settle it', async () => {
  const page = await read('operator/exit-codes.md');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (\d) \| (.*) \| (.*) \|$/gm)];
  const told = new Map(rows.map(([, reason = '', code, , settles = '']) => [reason, { code, settles }]));
  expect([...told.keys()].sort()).toEqual(Object.keys(openReasons).sort());
  for (const [reason, { code, settle }] of Object.entries(openReasons)) {
    expect(told.get(reason)?.code, reason).toBe(String(code));
    const options = settle('<slug>').flatMap((command) => command.match(/--[\w-]+/g) ?? [command]);
    for (const option of options) expect(told.get(reason)?.settles, reason).toContain(option);
    if (code === 4) expect(options.length, reason).toBeGreaterThan(0);
  }
});
