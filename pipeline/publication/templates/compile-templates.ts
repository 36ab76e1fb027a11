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
  const set = compiledSets.get(templates) ?? findSet(templates, options.raw);
  const main = set.plain.get(entry);
  if (main === undefined) throw new Error(`There is no template "${entry}".`);
  return (view) => {
    const once = lazily(() => {
      const { compiled, sources } = set.marked();
      return findOrigins(compiled.get(entry)?.(view, { helpers: { ...helpers } }) ?? '', sources);
    });
    return {
      text: main(view, { helpers: { ...helpers } }),
      origin: (start, end) => once()(start, end),
    };
  };
}

interface CompiledSet {
  readonly plain: Compiled;
  readonly marked: () => { readonly compiled: Compiled; readonly sources: readonly Source[] };
}

type Compiled = ReadonlyMap<string, Handlebars.TemplateDelegate>;

/**
 * Compiling takes longer than rendering an issue, so all languages share the compiled program and differ only
 * in their helpers.
 */
const compiledSets = new WeakMap<TemplateSet, CompiledSet>();

/**
 * The studio and each send read the publication again, but its templates rarely change, so sets of the same
 * templates are compiled only once. The key consists of the numbers of the set's templates.
 */
const setsByNumbers = new Map<string, CompiledSet>();
const mostSets = 20;
const numbers = new WeakMap<TemplateProgram, number>();
let highest = 0;

function numberOf(program: TemplateProgram): number {
  const number = numbers.get(program) ?? ++highest;
  numbers.set(program, number);
  return number;
}

function findSet(templates: TemplateSet, raw: boolean): CompiledSet {
  const named = [...templates.values()].map(({ name, program }) => `${name} ${numberOf(program)}`);
  const key = `${raw}\n${named.join('\n')}`;
  const set = setsByNumbers.get(key) ?? compileSet(templates, raw);
  if (!setsByNumbers.has(key) && setsByNumbers.size >= mostSets) setsByNumbers.clear();
  setsByNumbers.set(key, set);
  compiledSets.set(templates, set);
  return set;
}

function compileSet(templates: TemplateSet, raw: boolean): CompiledSet {
  return {
    plain: compileAll(templates, (environment, template) => compilePlain(environment, template, raw)),
    marked: lazily(() => {
      const sources: Source[] = [];
      const compiled = compileAll(templates, (environment, { source, program }) => {
        const marked = markOrigins(structuredClone(program.tree), source, sources.push(source) - 1);
        return environment.compile(marked, settingsFor(raw));
      });
      return { compiled, sources };
    }),
  };
}

function compileAll(
  templates: TemplateSet,
  compile: (environment: typeof Handlebars, template: Template) => Handlebars.TemplateDelegate,
): Compiled {
  const environment = Handlebars.create();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const template of templates.values()) compiled.set(template.name, compile(environment, template));
  for (const [name, template] of compiled) environment.registerPartial(name, template);
  return compiled;
}

/** Compiles a template as it is. Takes its code from an earlier process, or keeps it for later ones, if possible. */
function compilePlain(
  environment: typeof Handlebars,
  { program }: Template,
  raw: boolean,
): Handlebars.TemplateDelegate {
  if (program.keep === undefined) return environment.compile(structuredClone(program.tree), settingsFor(raw));
  const kept = program.code?.(raw);
  const code = kept ?? String(environment.precompile(structuredClone(program.tree), settingsFor(raw)));
  if (kept === undefined) program.keep(raw, code);
  return environment.template(runInThisContext(`(${code})`) as TemplateSpecification);
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
