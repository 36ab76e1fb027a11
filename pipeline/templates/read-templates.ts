import Handlebars from 'handlebars';
import type { Files } from '../files/files.ts';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { readSource } from '../sources/read-source.ts';

/** A template that was read and parsed. */
export interface Template {
  /** Its path below the set's folder, without the extension: `blocks/quote`. */
  readonly name: string;
  readonly source: Source;
  readonly program: hbs.AST.Program;
}

/** The templates of one kind, by name; each may be used as a partial by the others. */
export type TemplateSet = ReadonlyMap<string, Template>;

/**
 * Reads the templates under `templates/<folder>/`, all that end in `.hbs`. A later layer's file takes the place
 * of an earlier layer's file of the same name, so that a publication may override one partial alone.
 */
export async function readTemplates(
  layers: readonly Files[],
  folder: string,
  report: Report,
): Promise<TemplateSet> {
  const templates = new Map<string, Template>();
  const root = `templates/${folder}`;
  for (const files of layers) {
    for (const file of await listTemplates(files, root)) {
      const source = await readSource(files, file, 'a Handlebars template', report);
      const program = source && parse(source, report);
      if (source === undefined || program === undefined) continue;
      const name = file.slice(root.length + 1).replace(/(\.[a-z]+)?\.hbs$/, '');
      templates.set(name, { name, source, program });
    }
  }
  return templates;
}

async function listTemplates(files: Files, folder: string): Promise<string[]> {
  const entries = [...(await files.list(folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const { name, kind } of entries) {
    const path = `${folder}/${name}`;
    if (kind === 'folder') found.push(...(await listTemplates(files, path)));
    else if (kind === 'file' && name.endsWith('.hbs')) found.push(path);
  }
  return found;
}

function parse(source: Source, report: Report): hbs.AST.Program | undefined {
  try {
    return Handlebars.parse(source.text);
  } catch (cause) {
    const { message } = cause as Error;
    const line = Number(
      /Parse error on line (\d+)/.exec(message)?.[1] ?? / - (\d+):(\d+)$/.exec(message)?.[1] ?? 1,
    );
    const column = Number(/ - (\d+):(\d+)$/.exec(message)?.[2] ?? 0);
    const start = offsetOf(source, line, column);
    const said =
      message
        .split('\n')
        .at(-1)
        ?.replace(/ - \d+:\d+$/, '') ?? message;
    const end = start + Math.max(1, (source.line(line)?.length ?? 1) - column);
    report.add('template-syntax', { message: said }, { source, start, end }, { cause });
    return undefined;
  }
}

/** The offset of a line (from 1) and a column (from 0, as Handlebars counts). */
export function offsetOf(source: Source, line: number, column: number): number {
  let offset = 0;
  for (let number = 1; number < line; number++) offset = source.text.indexOf('\n', offset) + 1;
  return offset + column;
}
