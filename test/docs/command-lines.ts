import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../house/source-files.ts';

/** A command in a code block of a page. */
export interface CommandLine {
  /** The page and the line, such as `docs/start.md:6`. */
  readonly place: string;
  /** The command without comments, pipes and redirections; `courant …` for `npx courant …` too. */
  readonly text: string;
  readonly words: readonly string[];
  /** The variables that the line sets for the command. */
  readonly environment: Readonly<Record<string, string>>;
  /** The lines that the page shows below the command; undefined if it shows none. */
  readonly output?: string;
}

/** All pages of the documentation, by their path in the repository. */
export const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'))
    .sort(),
];

export const readPage = (page: string) => readFileSync(join(root, page), 'utf8');

/** The commands of `courant`, `npm` and `npx` in the code blocks of a page, in their order. */
export function commandLines(page: string, text: string): CommandLine[] {
  const found: CommandLine[] = [];
  let fence: string | undefined;
  let language = '';
  for (const [index, line] of text.split('\n').entries()) {
    const [, mark, named = ''] = /^ *(`{3,}|~{3,})(\w*)/.exec(line) ?? [];
    if (fence === undefined && mark !== undefined) {
      fence = mark;
      language = named;
    } else if (mark !== undefined && mark === fence) fence = undefined;
    else if (fence !== undefined) {
      const commands = commandsIn(line, language).map((command) => ({
        ...command,
        place: `${page}:${index + 1}`,
      }));
      const last = found.at(-1);
      if (commands.length > 0) found.push(...commands);
      else if (language === 'console' && last)
        found[found.length - 1] = { ...last, output: `${last.output ?? ''}${line}\n` };
    }
  }
  return found;
}

/** The languages of blocks with commands; a block of a crontab has none. */
const scripts = ['', 'sh', 'console', 'yaml', 'ini'];

/** What may come before a command: a prompt, a key of a workflow, a program that starts it. */
const before =
  /^ *(?:\$ |- |(?:run|script): |RUN |ExecStart=\S*\/(?=courant )|as-courant |docker compose run --rm )?/;

function commandsIn(line: string, language: string): Omit<CommandLine, 'place'>[] {
  if (!scripts.includes(language) || (language === 'console' && !/^ *\$ /.test(line))) return [];
  const script = line.replace(/ +# .*$/, '').replace(before, '');
  return script.split(/ +(?:&&|\|\|?|;) +/).flatMap((part) => {
    const [, variables = '', command] =
      /^((?:[A-Z_]+=\S+ +)*)(?:as-courant +)?((?:npx|npm|courant) \S.*?)(?: +(?:<|>>?) *\S+)?$/.exec(
        part.trim(),
      ) ?? [];
    if (command === undefined) return [];
    const text = command.replace(/^npx (?=courant )/, '');
    const environment = Object.fromEntries(variables.match(/\S+/g)?.map((each) => each.split(/=(.*)/)) ?? []);
    return [{ text, words: wordsOf(text), environment }];
  });
}

/** The words of a command, as a shell splits them. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|[^\s"]|"(?=[^"]*$))+/g)].map(([word]) => word.replaceAll('"', ''));
}
