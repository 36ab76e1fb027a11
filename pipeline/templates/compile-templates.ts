import Handlebars from 'handlebars';
import type { Source } from '../problems/place.ts';
import type { TemplateSet } from './read-templates.ts';

/** A text that templates gave, and where each of its lines came from. */
export interface Rendered {
  readonly text: string;
  /** The template and its line (from 1) that an offset of the text came from. */
  origin(offset: number): { readonly source: Source; readonly line: number } | undefined;
}

export type Helpers = Readonly<Record<string, Handlebars.HelperDelegate>>;

/**
 * Compiles a set of templates once; what it returns renders the entry with a view. In HTML, values are escaped;
 * `raw` is for plain text.
 */
export function compileTemplates(
  templates: TemplateSet,
  entry: string,
  helpers: Helpers,
  options: { raw: boolean },
): (view: object) => Rendered {
  const environment = Handlebars.create();
  const sources: Source[] = [];
  const settings = { strict: true, noEscape: options.raw, preventIndent: true };
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const { name, source, program } of templates.values()) {
    const marked = markOrigins(structuredClone(program), sources.push(source) - 1);
    compiled.set(name, environment.compile(marked, settings));
  }
  for (const [name, template] of compiled) environment.registerPartial(name, template);
  environment.registerHelper(helpers);
  const main = compiled.get(entry);
  if (main === undefined) throw new Error(`There is no template "${entry}".`);
  return (view) => readOrigins(main(view), sources);
}

// Noncharacters, which no text can hold: content is neutralised before it gets here.
const [open, close] = ['\ufdd2', '\ufdd3'];
const mark = new RegExp(`${open}(\\d+):(\\d+)${close}`, 'g');

/** Puts a mark in front of each line of a template's own text: its source and its line. */
function markOrigins(program: hbs.AST.Program, source: number): hbs.AST.Program {
  const visit = (node: hbs.AST.Program | undefined): void => {
    for (const statement of node?.body ?? []) {
      if (statement.type === 'ContentStatement') markContent(statement as hbs.AST.ContentStatement, source);
      if ('program' in statement) visit(statement.program as hbs.AST.Program);
      if ('inverse' in statement) visit(statement.inverse as hbs.AST.Program | undefined);
    }
  };
  visit(program);
  return program;
}

function markContent(content: hbs.AST.ContentStatement, source: number): void {
  const original = content.original as unknown as string;
  // Handlebars trims blanks beside standalone tags: the lines before what is left count all the same.
  const trimmed = original.slice(0, Math.max(0, original.indexOf(content.value)));
  let line = content.loc.start.line + (trimmed.match(/\n/g)?.length ?? 0);
  const marked = (text: string) => `${open}${source}:${line++}${close}${text}`;
  if (content.value !== '') content.value = content.value.split('\n').map(marked).join('\n');
}

function readOrigins(text: string, sources: readonly Source[]): Rendered {
  const starts: { offset: number; source: number; line: number }[] = [];
  let removed = 0;
  const clean = text.replace(mark, (whole, source: string, line: string, at: number) => {
    starts.push({ offset: at - removed, source: Number(source), line: Number(line) });
    removed += whole.length;
    return '';
  });
  return {
    text: clean,
    origin(offset) {
      const found = starts.findLast((start) => start.offset <= offset);
      const source = found && sources[found.source];
      return source && { source, line: found.line };
    },
  };
}
