import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import type { Place, Source } from '../../foundation/problems/place.ts';
import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { offsetOf } from './offset-of.ts';
import type { Template, TemplateProgram, TemplateSet } from './read-templates.ts';

/** Text rendered from templates, with the origin of each part. */
export interface Rendered {
  readonly text: string;
  /** The place in a template that a range of the text came from. */
  origin(start: number, end: number): Place | undefined;
}

export type Helpers = Readonly<Record<string, Handlebars.HelperDelegate>>;

/**
 * Returns a function that renders a template of the set with a view. Values are escaped for HTML, unless `raw`
 * is set for plain text. A set is compiled once for all entries and helpers. Asking for an origin renders the
 * text a second time, with marks in it.
 */
export function compileTemplates(
  templates: TemplateSet,
  entry: string,
  helpers: Helpers,
  options: { raw: boolean },
): (view: object) => Rendered {
  const set = compiledSets.get(templates) ?? compileSet(templates, options.raw);
  const main = set.plain.get(entry);
  if (main === undefined) throw new Error(`There is no template "${entry}".`);
  return (view) => {
    const once = lazily(() => {
      const { compiled, sources } = set.marked();
      return findOrigins(compiled.get(entry)?.(view, { helpers: { ...helpers } }) ?? '', sources);
    });
    return {
      text: main(view, { helpers: { ...helpers }, partials: set.partials }),
      origin: (start, end) => once()(start, end),
    };
  };
}

interface CompiledSet {
  readonly plain: Compiled;
  readonly partials: Readonly<Record<string, Handlebars.TemplateDelegate>>;
  readonly marked: () => { readonly compiled: Compiled; readonly sources: readonly Source[] };
}

type Compiled = ReadonlyMap<string, Handlebars.TemplateDelegate>;

/** All languages share a compiled set, and differ only in their helpers. */
const compiledSets = new WeakMap<TemplateSet, CompiledSet>();

function compileSet(templates: TemplateSet, raw: boolean): CompiledSet {
  const plain = new Map([...templates.values()].map((each) => [each.name, compileOnce(each, raw)]));
  const set: CompiledSet = {
    plain,
    partials: Object.fromEntries(plain),
    marked: lazily(() => {
      const sources: Source[] = [];
      const compiled = compileMarked(templates, raw, sources);
      return { compiled, sources };
    }),
  };
  compiledSets.set(templates, set);
  return set;
}

function compileMarked(templates: TemplateSet, raw: boolean, sources: Source[]): Compiled {
  const environment = Handlebars.create();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const { name, source, program } of templates.values()) {
    const marked = markOrigins(structuredClone(program.tree), source, sources.push(source) - 1);
    compiled.set(name, environment.compile(marked, settingsFor(raw)));
  }
  for (const [name, template] of compiled) environment.registerPartial(name, template);
  return compiled;
}

/** An environment without helpers and partials, because each call passes those of its set. */
const environment = Handlebars.create();

/**
 * The compiled programs, for text and for HTML. The studio reads the templates again after each change, but only
 * the changed one has a new program. Compiling takes longer than rendering an issue.
 */
const compiledPrograms = {
  raw: new WeakMap<TemplateProgram, Handlebars.TemplateDelegate>(),
  html: new WeakMap<TemplateProgram, Handlebars.TemplateDelegate>(),
};

function compileOnce({ program }: Template, raw: boolean): Handlebars.TemplateDelegate {
  const known = compiledPrograms[raw ? 'raw' : 'html'];
  const compiled = known.get(program) ?? compilePlain(program, raw);
  known.set(program, compiled);
  return compiled;
}

/** Compiles a template as it is. Takes code that is known already, or keeps it for later processes, if possible. */
function compilePlain(program: TemplateProgram, raw: boolean): Handlebars.TemplateDelegate {
  const kind = raw ? 'text' : 'html';
  const known = program.code?.(kind);
  if (known !== undefined) return templateOf(known);
  const { tree, keep } = program;
  if (keep === undefined) return environment.compile(structuredClone(tree), settingsFor(raw));
  const code = String(environment.precompile(structuredClone(tree), settingsFor(raw)));
  keep(kind, code);
  return templateOf(code);
}

/** The template with this code. An edition needs a part of its set, so each is made when it is first rendered. */
function templateOf(code: string): Handlebars.TemplateDelegate {
  const template = lazily(() => environment.template(runInThisContext(`(${code})`) as TemplateSpecification));
  return (view, options) => template()(view, options);
}

const settingsFor = (raw: boolean) => ({ strict: true, noEscape: raw, preventIndent: true });

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const [open, close] = invisibleMarks.origin;
const mark = new RegExp(`${open}(\\d+):(\\d+)${close}`, 'g');

/**
 * Puts a mark before each line of a template's own text, with the number of the source and the offset in it.
 */
function markOrigins(program: hbs.AST.Program, source: Source, number: number): hbs.AST.Program {
  const visit = (node: hbs.AST.Program | undefined): void => {
    for (const statement of node?.body ?? []) {
      if (statement.type === 'ContentStatement') {
        markContent(statement as hbs.AST.ContentStatement, source, number);
      }
      if ('program' in statement) visit(statement.program as hbs.AST.Program);
      if ('inverse' in statement) visit(statement.inverse as hbs.AST.Program | undefined);
    }
  };
  visit(program);
  return program;
}

function markContent(content: hbs.AST.ContentStatement, source: Source, number: number): void {
  if (content.value === '') return;
  const original = content.original as unknown as string;
  const { line, column } = content.loc.start;
  // Handlebars trims white space around standalone tags, so the remaining text may begin later.
  let offset = offsetOf(source, line, column) + Math.max(0, original.indexOf(content.value));
  const marked = content.value.split('\n').map((text) => {
    const start = offset;
    offset += text.length + 1;
    return `${open}${number}:${start}${close}${text}`;
  });
  content.value = marked.join('\n');
}

function findOrigins(marked: string, sources: readonly Source[]): Rendered['origin'] {
  const starts: { offset: number; source: number; at: number }[] = [];
  let removed = 0;
  for (const { 0: whole, 1: source, 2: at, index } of marked.matchAll(mark)) {
    starts.push({ offset: index - removed, source: Number(source), at: Number(at) });
    removed += whole.length;
  }
  return (start, end) => {
    const found = starts.findLast(({ offset }) => offset <= start);
    const source = found && sources[found.source];
    if (found === undefined || source === undefined) return undefined;
    const at = found.at + start - found.offset;
    return { source, start: at, end: at + end - start };
  };
}
