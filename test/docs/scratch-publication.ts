import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProgram } from '../../pipeline/commands/declare/create-program.ts';
import type { Run, RunOptions } from '../../pipeline/commands/declare/declaring.ts';
import { ProblemError } from '../../pipeline/foundation/problems/problem.ts';
import type { CommandContext } from '../../pipeline/foundation/program/context.ts';
import { reportFailure } from '../../pipeline/foundation/program/report-problems.ts';
import { terminalReporter } from '../../pipeline/foundation/program/reporter.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import type { CommandLine } from './command-lines.ts';

type Line = Pick<CommandLine, 'text' | 'words' | 'environment'>;

export interface Scratch {
  /** Runs a command of the documentation, after what its page says before it. */
  readonly run: (line: Line) => Promise<{ code: number; output: string }>;
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A publication that has what the commands of the documentation name: its issues, lists, readers and files. */
export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-docs-'));
  const root = join(folder, 'publication');
  const write = async (path: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) await write(path, content);
  await mkdir(join(root, 'mnt/backups'), { recursive: true });
  let added = 0;
  const here = (text: string) => runIn(root, { text, words: text.split(' '), environment: {} });
  return {
    async run({ text, words, environment }) {
      for (const [pattern, prepare] of given) if (pattern.test(text)) await prepare({ write, here });
      const at = text.startsWith('courant init ') ? await mkdtemp(join(folder, 'new-')) : root;
      // Nothing is written outside of the folder.
      const moved = words.map((word) => word.replace(/^\/mnt\//, `${root}/mnt/`));
      // Somebody who was suppressed before cannot be added.
      if (/ add zoe@/.test(text)) {
        added += 1;
        moved[3] = `zoe-${added}@example.org`;
      }
      return runIn(at, { text, words: moved, environment });
    },
    write,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

interface Preparing {
  readonly write: Scratch['write'];
  readonly here: (text: string) => Promise<unknown>;
}

/** What a page says in words before a command. */
const given: readonly (readonly [RegExp, (scratch: Preparing) => Promise<unknown>])[] = [
  [/./, ({ write }) => write('newsletter.yaml', newsletter)],
  [/--locale it/, ({ write }) => write('newsletter.yaml', withItalian)],
  [/ import (?!.*--list)/, ({ write }) => write('newsletter.yaml', withoutLists)],
  [/ import /, ({ write }) => write('readers.csv', files['readers.csv'] ?? '')],
  [
    /zoe@/,
    ({ here }) => here('courant subscribers add zoe@example.org --list weekly --consent asked --lift'),
  ],
];

const spring = String(tinyFiles['content/spring/en.yaml']);
const lente = String(tinyFiles['content/spring/nl.yaml']);
const picture = tinyFiles['content/spring/boat.png'] ?? '';

/** The issue "spring" under another name, on another date. */
const issue = (slug: string, headline: string) => ({
  [`content/${slug}/en.yaml`]: spring
    .replace(/^date: .*/m, `date: ${slug.slice(0, 10)}`)
    .replace(/^headline: .*/m, `headline: ${headline}`),
  [`content/${slug}/nl.yaml`]: lente.replace(/^headline: .*/m, `headline: ${headline} (nl)`),
  [`content/${slug}/boat.png`]: picture,
});

const withoutLists = `${tinyFiles['newsletter.yaml']}schedule: { at: "07:00", days: [thursday] }\n`;
const newsletter = `${withoutLists}lists:
  - { id: weekly, name: { en: Weekly, nl: Wekelijks } }
  - { id: daily, name: { en: Daily, nl: Dagelijks } }
`;

/** The publication with a third language, whose texts are not translated yet. */
const withItalian = newsletter
  .replace('[en, nl]', '[en, nl, it]')
  .replace('refuse', 'hold')
  .replaceAll(/nl: ([^,}]+) }/g, 'nl: $1, it: $1 }');

const files: Readonly<Record<string, string | Uint8Array>> = {
  'newsletter.yaml': newsletter,
  ...issue('2026-03-09-spring', 'Spring at the harbour'),
  ...issue('2026-04-01-april', 'April'),
  ...issue('2026-11-19-november', 'November'),
  ...issue('2026-11-29-welcome', 'Welcome'),
  ...issue('2026-12-03-welcome', 'Welcome again'),
  'content/subscribers.sample.csv': 'address,locale\nann@example.org,en\nbob@example.org,nl\n',
  'readers.csv': 'E-mail,Naam,Taal\nann@example.org,Ann,en\nbas@example.org,Bas,nl\n',
  'subscribed_members_export.csv': 'Email Address,First Name\ncas@example.org,Cas\n',
};

/** Runs a command as the command line does, in this process, on a Thursday in 2026. The person answers yes. */
async function runIn(root: string, { words, environment }: Line): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text);
  let code = 0;
  const start = async (run: Run, { json, failure }: RunOptions) => {
    const context = contextFor(root, environment, print);
    try {
      code = await run(context);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      reportFailure(context, error.problems, json);
      code = failure(error.problems);
    }
  };
  const stream = { write: (text: string) => lines.push(text) };
  const program = createProgram(start, { stdout: stream, stderr: stream } as never);
  await program.parseAsync(['node', 'courant', ...words.slice(1)]);
  return { code, output: lines.join('\n') };
}

function contextFor(
  root: string,
  environment: Readonly<Record<string, string>>,
  print: (text: string) => void,
): CommandContext {
  const terminal = {
    print,
    note: print,
    progress() {},
    confirm: async () => true,
    colour: false,
    annotates: false,
  };
  return {
    root,
    workingDirectory: root,
    environment: { COURANT_MARK: join(root, 'mark'), ...environment },
    terminal,
    reporter: terminalReporter(terminal),
    clock: () => new Date('2026-12-03T12:00:00Z'),
    signal: new AbortController().signal,
  };
}
