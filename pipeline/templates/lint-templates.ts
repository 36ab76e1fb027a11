import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { offsetOf, type Template, type TemplateSet } from './read-templates.ts';
import type { ViewShape } from './view-shape.ts';

/** What the templates of a set may ask for. */
export interface LintRules {
  /** The template that the set begins with. */
  readonly entry: string;
  readonly view: ViewShape;
  /** The shape of each kind of block, whose partial is `blocks/<kind>`. */
  readonly blocks: Readonly<Record<string, ViewShape>>;
  /** Whether triple braces are meant, because the output is no HTML. */
  readonly raw: boolean;
}

/** A text that a template asks for by `{{t "namespace:key" name=…}}`. */
export interface TextUse {
  readonly key: string;
  readonly values: readonly string[];
  readonly place: Place;
}

/** Names bound around a place: the context, those outside of it, the root, and block parameters. */
interface Scope {
  readonly contexts: readonly (ViewShape | undefined)[];
  readonly root: ViewShape;
  readonly params: ReadonlyMap<string, ViewShape | undefined>;
  readonly inEach: boolean;
}

const blockHelpers = ['if', 'unless', 'each', 'with', 'personal'];
const inlineHelpers = ['t', 'lookup', 'partialOf', 'wrap', 'underline'];

/**
 * Holds templates against the view that they are given: names, helpers, partials, in every construct, and
 * whether each template is used. Returns the interface texts that they ask for.
 */
export function lintTemplates(templates: TemplateSet, rules: LintRules, report: Report): TextUse[] {
  const linter = new Linter(templates, rules, report);
  linter.start();
  return linter.uses;
}

class Linter {
  readonly uses: TextUse[] = [];
  readonly #templates: TemplateSet;
  readonly #rules: LintRules;
  readonly #report: Report;
  readonly #seen = new Set<string>();
  readonly #told = new Set<string>();

  constructor(templates: TemplateSet, rules: LintRules, report: Report) {
    this.#templates = templates;
    this.#rules = rules;
    this.#report = report;
  }

  start(): void {
    const { entry, view } = this.#rules;
    const template = this.#templates.get(entry);
    if (template === undefined) {
      this.#report.add('template-partial', { name: entry, known: [...this.#templates.keys()] });
      return;
    }
    this.#program(template, template.program, {
      contexts: [view],
      root: view,
      params: new Map(),
      inEach: false,
    });
  }

  #program(template: Template, program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.#statement(template, statement, scope);
  }

  #statement(template: Template, statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'MustacheStatement':
        this.#mustache(template, statement as hbs.AST.MustacheStatement, scope);
        break;
      case 'BlockStatement':
        this.#block(template, statement as hbs.AST.BlockStatement, scope);
        break;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(template, statement as hbs.AST.PartialStatement, scope);
        break;
      case 'Decorator':
      case 'DecoratorBlock':
        this.#unknownHelper(template, statement, 'a decorator');
        break;
    }
  }

  #mustache(template: Template, statement: hbs.AST.MustacheStatement, scope: Scope): void {
    const name = (statement.path as hbs.AST.PathExpression).original;
    if (!statement.escaped && !this.#rules.raw) {
      this.#tell('template-raw', { name: String(name) }, this.#place(template, statement.loc));
    }
    this.#call(template, statement, scope, inlineHelpers);
  }

  /** `name`, `helper param key=value`, alone or as a sub-expression. Returns the shape of its value. */
  #call(
    template: Template,
    call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
    scope: Scope,
    helpers: readonly string[],
  ): ViewShape | undefined {
    const path = call.path as hbs.AST.PathExpression;
    const pairs = call.hash?.pairs ?? [];
    const isCall = call.params.length > 0 || pairs.length > 0 || call.type === 'SubExpression';
    if (path.type !== 'PathExpression') return 'value';
    if (!isCall && !helpers.includes(path.original)) return this.#path(template, path, scope, true);
    if (!helpers.includes(path.original)) {
      this.#unknownHelper(template, path, path.original, helpers);
      return undefined;
    }
    const params = call.params.map((param) => this.#expression(template, param, scope));
    for (const pair of pairs) this.#expression(template, pair.value, scope);
    if (path.original === 't') this.#text(template, call);
    if (path.original === 'lookup') return this.#lookup(template, call, params[0]);
    return 'value';
  }

  #expression(template: Template, expression: hbs.AST.Expression, scope: Scope): ViewShape | undefined {
    if (expression.type === 'PathExpression') {
      return this.#path(template, expression as hbs.AST.PathExpression, scope, false);
    }
    if (expression.type === 'SubExpression') {
      return this.#call(template, expression as hbs.AST.SubExpression, scope, inlineHelpers);
    }
    return 'value';
  }

  #block(template: Template, block: hbs.AST.BlockStatement, scope: Scope): void {
    const helper = block.path.type === 'PathExpression' ? block.path.original : '';
    if (!blockHelpers.includes(helper)) {
      this.#unknownHelper(template, block.path, helper, blockHelpers);
      return;
    }
    const [shape] = block.params.map((param) => this.#expression(template, param, scope));
    for (const pair of block.hash?.pairs ?? []) this.#expression(template, pair.value, scope);
    this.#program(template, block.program, this.#inner(helper, shape, block, scope));
    this.#program(template, block.inverse, scope);
  }

  #inner(helper: string, shape: ViewShape | undefined, block: hbs.AST.BlockStatement, scope: Scope): Scope {
    if (helper !== 'each' && helper !== 'with') return scope;
    const inner = helper === 'with' ? shape : itemOf(shape);
    const [item, index] = block.program.blockParams ?? [];
    const params = new Map(scope.params);
    if (item) params.set(item, inner);
    if (index) params.set(index, 'value');
    return {
      ...scope,
      contexts: [inner, ...scope.contexts],
      params,
      inEach: scope.inEach || helper === 'each',
    };
  }

  #partial(template: Template, partial: hbs.AST.PartialStatement, scope: Scope): void {
    const [context] = partial.params.map((param) => this.#expression(template, param, scope));
    const extra = Object.fromEntries(
      (partial.hash?.pairs ?? []).map((pair) => [
        pair.key,
        this.#expression(template, pair.value, scope) ?? 'value',
      ]),
    );
    const given = partial.params.length > 0 ? context : scope.contexts[0];
    if (partial.name.type === 'SubExpression') {
      this.#expression(template, partial.name as hbs.AST.SubExpression, scope);
      for (const [kind, shape] of Object.entries(this.#rules.blocks)) {
        this.#enter(template, partial, `blocks/${kind}`, withFields(shape, extra), scope);
      }
      return;
    }
    this.#enter(
      template,
      partial,
      (partial.name as hbs.AST.PathExpression).original,
      withFields(given, extra),
      scope,
    );
  }

  #enter(
    template: Template,
    at: hbs.AST.Node,
    name: string,
    shape: ViewShape | undefined,
    scope: Scope,
  ): void {
    const target = this.#templates.get(name);
    if (target === undefined) {
      this.#tell(
        'template-partial',
        { name, known: [...this.#templates.keys()] },
        this.#place(template, at.loc),
      );
      return;
    }
    const visit = `${name} ${JSON.stringify(shape)}`;
    if (this.#seen.has(visit)) return;
    this.#seen.add(visit);
    this.#program(target, target.program, {
      contexts: [shape],
      root: scope.root,
      params: new Map(),
      inEach: scope.inEach,
    });
  }

  /** The shape that a path leads to. Undefined where something before it is wrong already. */
  #path(
    template: Template,
    path: hbs.AST.PathExpression,
    scope: Scope,
    shown: boolean,
  ): ViewShape | undefined {
    let parts = [...path.parts];
    let shape: ViewShape | undefined;
    if (path.data) {
      const [name = ''] = parts;
      if (name !== 'root') {
        const known = scope.inEach ? ['root', 'index', 'first', 'last', 'key'] : ['root'];
        if (!known.includes(name))
          this.#unknownName(
            template,
            path,
            `@${name}`,
            known.map((each) => `@${each}`),
          );
        return 'value';
      }
      shape = scope.root;
      parts = parts.slice(1);
    } else if (path.depth === 0 && scope.params.has(parts[0] ?? '')) {
      shape = scope.params.get(parts[0] ?? '');
      parts = parts.slice(1);
    } else {
      shape = scope.contexts[path.depth];
      if (path.depth >= scope.contexts.length) {
        this.#unknownName(template, path, path.original, []);
        return undefined;
      }
    }
    for (const part of parts) {
      if (shape === undefined) return undefined;
      const known = namesOf(shape);
      if (!known.includes(part)) {
        this.#unknownName(template, path, path.original, known);
        return undefined;
      }
      shape = typeof shape === 'object' && 'fields' in shape ? shape.fields[part] : 'value';
    }
    if (shown && typeof shape === 'object') this.#unknownName(template, path, path.original, namesOf(shape));
    return shape;
  }

  #lookup(
    template: Template,
    call: hbs.AST.MustacheStatement | hbs.AST.SubExpression,
    shape: ViewShape | undefined,
  ): ViewShape | undefined {
    const key = call.params[1] as hbs.AST.StringLiteral | undefined;
    if (shape === undefined || key === undefined || key.type !== 'StringLiteral') return itemOf(shape);
    const known = namesOf(shape);
    if (!known.includes(key.value)) {
      this.#unknownName(template, key, key.value, known);
      return undefined;
    }
    return typeof shape === 'object' && 'fields' in shape ? shape.fields[key.value] : 'value';
  }

  #text(template: Template, call: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void {
    const key = call.params[0] as hbs.AST.StringLiteral | undefined;
    if (key?.type !== 'StringLiteral') {
      this.#unknownName(template, call, 'a key that is made up while rendering', ['"namespace:key"']);
      return;
    }
    const values = (call.hash?.pairs ?? []).map((pair) => pair.key);
    this.uses.push({ key: key.value, values, place: this.#place(template, key.loc) });
  }

  #unknownName(template: Template, node: hbs.AST.Node, name: string, known: readonly string[]): void {
    this.#tell('template-name', { name, known }, this.#place(template, node.loc));
  }

  #unknownHelper(
    template: Template,
    node: hbs.AST.Node,
    name: string,
    known: readonly string[] = inlineHelpers,
  ): void {
    this.#tell('template-helper', { name, known }, this.#place(template, node.loc));
  }

  /** A partial may be entered from several places: what is wrong in it is told once. */
  #tell(...[code, data, place]: Parameters<TellProblem>): void {
    const identity = `${code} ${place.source.file} ${place.start}`;
    if (this.#told.has(identity)) return;
    this.#told.add(identity);
    (this.#report.add as TellProblem)(code, data, place);
  }

  #place({ source }: Template, loc: hbs.AST.SourceLocation): Place {
    return {
      source,
      start: offsetOf(source, loc.start.line, loc.start.column),
      end: offsetOf(source, loc.end.line, loc.end.column),
    };
  }
}

type TemplateCode = 'template-name' | 'template-helper' | 'template-partial' | 'template-raw';
type TellProblem = (
  code: TemplateCode,
  data: { name: string; known: readonly string[] } | { name: string },
  place: Place,
) => void;

function itemOf(shape: ViewShape | undefined): ViewShape | undefined {
  return typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
}

function namesOf(shape: ViewShape): string[] {
  if (typeof shape === 'string') return [];
  return 'fields' in shape ? Object.keys(shape.fields) : ['length'];
}

function withFields(shape: ViewShape | undefined, extra: Record<string, ViewShape>): ViewShape | undefined {
  if (typeof shape !== 'object' || !('fields' in shape)) return shape;
  return { fields: { ...shape.fields, ...extra } };
}
