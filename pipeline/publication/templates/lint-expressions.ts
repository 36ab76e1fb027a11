import type { Place } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { type AddedHelper, countsOf, inlineHelpers } from './helper-rules.ts';
import { offsetOf } from './offset-of.ts';
import type { Template } from './read-templates.ts';
import { isAbsent, isUnknown, resolvePath, type Scope } from './scope.ts';
import { itemOf, memberOf, namesOf, optional, type ViewShape } from './view-shape.ts';

/** A use of an interface text: `{{t "namespace:key" name=…}}`. */
export interface TextUse {
  readonly key: string;
  /** The names of the values that the template passes. */
  readonly values: readonly string[];
  readonly place: Place;
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression;

/** Adds a problem to a report. */
export type Finding = (report: Report) => void;

/** Checks that the expressions of templates use only names that exist where they are used. */
export class ExpressionLinter {
  readonly uses: TextUse[] = [];
  readonly findings: Finding[] = [];
  readonly #helpers: readonly string[];
  readonly #added: readonly AddedHelper[];
  readonly #reported = new Set<string>();
  #template: Template | undefined;

  constructor(isText: boolean, added: readonly AddedHelper[]) {
    this.#added = added;
    this.#helpers = inlineHelpers(isText, added);
  }

  /** Checks a template, then returns to the one that includes it. */
  protected within(template: Template, look: () => void): void {
    const outer = this.#template;
    this.#template = template;
    look();
    this.#template = outer;
  }

  protected isHelper(name: string): boolean {
    return this.#helpers.includes(name);
  }

  /** Checks `helper param key=value`, as a statement or a sub-expression. Returns the shape of its value. */
  protected call(call: Call, scope: Scope): ViewShape | undefined {
    const { path, params } = call;
    const helper = nameOf(path);
    const pairs = call.hash?.pairs ?? [];
    if (!this.#helpers.includes(helper)) {
      this.tell('template-helper', { name: helper, known: this.#helpers }, this.place(path));
      for (const value of [...params, ...pairs.map((pair) => pair.value)]) this.expression(value, scope);
      return undefined;
    }
    if (!this.isCounted(helper, params.length, path)) return undefined;
    for (const pair of pairs) this.shown(pair.value, scope);
    if (helper === 'lookup') return this.#lookup(params, scope);
    if (helper === 't') this.#text(call);
    else if (helper === 'partialOf') this.#blockOf(params[0], scope);
    else for (const param of params) this.shown(param, scope);
    return 'value';
  }

  protected isCounted(helper: string, given: number, at: hbs.AST.Node): boolean {
    const counts = countsOf(helper, this.#added);
    if (counts.includes(given)) return true;
    this.tell('template-arguments', { name: helper, given, counts }, this.place(at));
    return false;
  }

  /**
   * Checks an expression whose value appears in the output. A list, fields or a block would appear as
   * "[object Object]".
   */
  protected shown(expression: hbs.AST.Expression, scope: Scope): void {
    this.readable(this.expression(expression, scope), expression);
  }

  protected readable(shape: ViewShape | undefined, at: hbs.AST.Node): void {
    if (shape === undefined || shape === 'value' || shape === 'name') return;
    const name = nameOf(at);
    const known = namesOf(shape).map((each) => `${name}.${each}`);
    this.unknown(at, name, known);
  }

  protected expression(expression: hbs.AST.Expression, scope: Scope): ViewShape | undefined {
    if (expression.type === 'SubExpression') return this.call(expression as hbs.AST.SubExpression, scope);
    if (expression.type !== 'PathExpression') return 'value';
    const path = expression as hbs.AST.PathExpression;
    const shape = resolvePath(path, scope);
    if (isUnknown(shape)) {
      this.unknown(path, path.original, shape.known);
      return undefined;
    }
    if (isAbsent(shape)) {
      this.tell('template-optional', { name: path.original, absent: shape.absent }, this.place(path));
      return undefined;
    }
    if (shape === 'name' && !scope.isNamed) {
      this.tell('template-personal', { name: path.original }, this.place(path));
    }
    return shape;
  }

  #lookup([of, key]: readonly hbs.AST.Expression[], scope: Scope): ViewShape | undefined {
    const shape = of && this.expression(of, scope);
    if (of === undefined || key === undefined || shape === undefined) return undefined;
    const item = itemOf(shape);
    if (key.type !== 'StringLiteral' && item !== undefined) {
      this.expression(key, scope);
      // The list may not have an item with this key.
      return optional(item);
    }
    const name = key.type === 'StringLiteral' ? (key as hbs.AST.StringLiteral).value : nameOf(key);
    const member = key.type === 'StringLiteral' ? memberOf(shape, name) : undefined;
    if (member === undefined) this.unknown(key, name, namesOf(shape));
    return member;
  }

  #blockOf(param: hbs.AST.Expression | undefined, scope: Scope): void {
    const shape = param && this.expression(param, scope);
    if (param && shape !== undefined && shape !== 'block')
      this.unknown(param, nameOf(param), ['a block of body']);
  }

  #text(call: Call): void {
    const [key] = call.params;
    if (key?.type !== 'StringLiteral') {
      if (key) this.unknown(key, nameOf(key), ['"namespace:key", as in the locale files']);
      return;
    }
    const values = (call.hash?.pairs ?? []).map((pair) => pair.key);
    this.uses.push({ key: (key as hbs.AST.StringLiteral).value, values, place: this.place(key) });
  }

  protected unknown(at: hbs.AST.Node, name: string, known: readonly string[]): void {
    this.tell('template-name', { name, known }, this.place(at));
  }

  /** Adds a problem once, although several templates may include the partial that has it. */
  protected tell: Report['add'] = (code, data, place) => {
    const at = place && 'source' in place ? [place.source.file, place.start] : [];
    const identity = JSON.stringify([code, (data as { name?: unknown }).name, ...at]);
    if (this.#reported.has(identity)) return;
    this.#reported.add(identity);
    this.findings.push((report) => report.add(code, data, place));
  };

  protected place({ loc }: hbs.AST.Node): Place {
    if (this.#template === undefined) throw new Error('No template is being checked.');
    const { source } = this.#template;
    return {
      source,
      start: offsetOf(source, loc.start.line, loc.start.column),
      end: offsetOf(source, loc.end.line, loc.end.column),
    };
  }
}

/** A name or a literal as it is written in the template. */
export function nameOf(expression: hbs.AST.Node): string {
  return String((expression as hbs.AST.PathExpression).original ?? expression.type);
}
