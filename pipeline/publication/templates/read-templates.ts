import Handlebars from 'handlebars';
import type { Files } from '../../foundation/files/files.ts';
import { createSource, type Source } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { describeSyntaxError } from './syntax-error.ts';
import {
  type CodeKind,
  shippedTemplates,
  type TemplateSource,
  type TemplateStore,
} from './template-store.ts';

/** A parsed template. */
export interface Template {
  /** Its path below the set's folder, without the extension: `blocks/quote`. */
  readonly name: string;
  readonly source: Source;
  readonly program: TemplateProgram;
  /** Whether the template belongs to the publication, which can then correct its problems. */
  readonly isOwn: boolean;
}

/** A template in the forms that it is used in. */
export interface TemplateProgram {
  /**
   * Parsed when it is first read, if the text is known to have no error.
   * @internal The published package has no types of Handlebars.
   */
  readonly tree: hbs.AST.Program;
  /** The code that the package contains, or that an earlier process compiled; undefined if there is none. */
  code?(kind: CodeKind): string | undefined;
  /** Keeps the code for later processes. */
  readonly keep?: ((kind: CodeKind, code: string) => void) | undefined;
}

/** A folder of templates: `templates`, or the folder of a theme. */
export interface TemplateLayer {
  readonly files: Files;
  readonly folder: string;
  readonly isOwn: boolean;
}

/** The templates of one kind by name. Each of them can include the others as partials. */
export type TemplateSet = ReadonlyMap<string, Template>;

/**
 * Reads the templates of a kind: every `.hbs` file in the kind's folder of each layer. A file of a later
 * layer replaces the file of the same name, so a publication may override a single partial. Templates that `known`
 * has are not parsed before they are needed.
 */
export async function readTemplates(
  layers: readonly TemplateLayer[],
  kind: string,
  report: Report,
  known: TemplateSource | TemplateStore = shippedTemplates,
): Promise<TemplateSet> {
  const templates = new Map<string, Template>();
  for (const { files, folder, isOwn } of layers) {
    const root = `${folder}/${kind}`;
    for (const file of await listTemplates(files, root)) {
      const source =
        (await readSource(files, file, 'a Handlebars template', report)) ?? createSource(file, '');
      const name = nameOf(file, root);
      // A broken template counts as empty, so that the templates that include it are not reported too.
      const program = parseOnce(files, source, report, known) ?? { tree: Handlebars.parse('') };
      templates.set(name, { name, source, program, isOwn });
    }
  }
  return templates;
}

/** The name of a template, from the path of its file and the folder of its kind. */
export function nameOf(file: string, folder: string): string {
  return file.slice(folder.length + 1).replace(/(\.[a-z]+)?\.hbs$/, '');
}

/** The paths of the templates in a folder and the folders below it, sorted. */
export async function listTemplates(files: Files, folder: string): Promise<string[]> {
  const entries = [...(await files.list(folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const { name, kind } of entries) {
    const path = `${folder}/${name}`;
    if (kind === 'folder') found.push(...(await listTemplates(files, path)));
    else if (kind === 'file' && name.endsWith('.hbs')) found.push(path);
  }
  return found;
}

interface ParsedText {
  readonly text: string;
  readonly program: TemplateProgram;
}

/** The latest text of each file that was parsed. */
const parsed = new WeakMap<Files, Map<string, ParsedText>>();

/** The studio reads the same files again and again, so unchanged files are not parsed again. */
function parseOnce(
  files: Files,
  source: Source,
  report: Report,
  templates: TemplateSource | TemplateStore,
): TemplateProgram | undefined {
  const { file, text } = source;
  const known = parsed.get(files) ?? new Map<string, ParsedText>();
  parsed.set(files, known);
  const latest = known.get(file);
  if (latest?.text === text) return latest.program;
  const program = programOf(source, report, templates);
  if (program) known.set(file, { text, program });
  return program;
}

function programOf(
  source: Source,
  report: Report,
  templates: TemplateSource | TemplateStore,
): TemplateProgram | undefined {
  const { text } = source;
  const isSound = templates.isSound(text);
  let tree = isSound ? undefined : parse(source, report);
  if (tree === undefined && !isSound) return undefined;
  const store = 'keepCode' in templates ? templates : undefined;
  if (tree) store?.keepSound(text);
  return {
    get tree() {
      tree ??= Handlebars.parse(text);
      return tree;
    },
    code: (kind) => templates.code(text, kind),
    keep: store && ((kind, code) => store.keepCode(text, kind, code)),
  };
}

function parse(source: Source, report: Report): hbs.AST.Program | undefined {
  const invisible = /\p{Noncharacter_Code_Point}/u.exec(source.text);
  if (invisible) {
    const { index } = invisible;
    const message = 'it contains a noncharacter, which Courant uses internally';
    report.add('template-syntax', { message }, { source, start: index, end: index + 1 });
    return undefined;
  }
  try {
    return Handlebars.parse(source.text);
  } catch (cause) {
    const { message, start, end } = describeSyntaxError(cause as Error, source);
    report.add('template-syntax', { message }, { source, start, end }, { cause });
    return undefined;
  }
}
