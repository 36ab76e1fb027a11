import type { Report } from '../../foundation/problems/report.ts';
import { type AddedHelper, blockHelpers } from './helper-rules.ts';
import { type LintResult, lintOnce } from './kept-lint.ts';
import { ExpressionLinter, nameOf, type TextUse } from './lint-expressions.ts';
import type { TemplateSet } from './read-templates.ts';
import { knownPresent, type Scope } from './scope.ts';
import { shippedTemplates, type TemplateSource, type TemplateStore } from './template-store.ts';
import { itemOf, memberOf, namesOf, present, type ViewShape, withFields } from './view-shape.ts';

/** The names that the templates of a set may use. */
export interface LintRules {
  /** The template that includes all others. */
  readonly entry: string;
  readonly view: ViewShape;
  /** The shape of each kind of block, for its partial `blocks/<kind>`. */
  readonly blocks: Readonly<Record<string, ViewShape>>;
  /** Whether the output is plain text, which is not escaped and has more helpers. */
  readonly raw: boolean;
}

/**
 * Checks the templates of a set against the shape of their view: names, helpers and partials in every
 * construct, and whether each template is used. `helpers` are those that the publication adds. Returns the
 * interface texts that the templates use. If the publication adds no helpers, `known` may have the result.
 */
export function lintTemplates(
  templates: TemplateSet,
  rules: LintRules,
  report: Report,
  helpers: readonly AddedHelper[] = [],
  known: TemplateSource | TemplateStore = shippedTemplates,
): readonly TextUse[] {
  const { blocks } = rules;
  const last = linted.get(rules);
  const isSameAsLast = last?.blocks === blocks && isSame(last, templates, helpers);
  const lint = () => new TemplateLinter(templates, rules, helpers).lint();
  const lintNow = () =>
    helpers.length > 0 ? lint() : lintOnce(templates, describeSet(templates, rules), known, lint);
  const result = isSameAsLast ? last.result : lintNow();
  linted.set(rules, { templates, blocks, helpers, result });
  for (const add of result.findings) add(report);
  return result.uses;
}

/** Everything on which the result depends, besides the helpers that a publication adds. */
function describeSet(templates: TemplateSet, { entry, view, blocks, raw }: LintRules): string {
  const texts = [...templates].map(([name, { source }]) => [name, source.text]);
  return JSON.stringify([entry, view, blocks, raw, texts]);
}

/** What the linter found in these templates. */
interface Linted {
  readonly templates: TemplateSet;
  readonly blocks: LintRules['blocks'];
  readonly helpers: readonly AddedHelper[];
  readonly result: LintResult;
}

/** The last result for each set of rules. The studio checks all templates after a change of one, or of a text. */
const linted = new WeakMap<LintRules, Linted>();

function isSame(known: Linted, templates: TemplateSet, helpers: readonly AddedHelper[]): boolean {
  const sameHelpers =
    helpers.length === known.helpers.length && helpers.every((each, at) => each === known.helpers[at]);
  if (!sameHelpers || templates.size !== known.templates.size) return false;
  return [...templates].every(([name, { program, source, isOwn }]) => {
    const before = known.templates.get(name);
    return before?.program === program && before.source.file === source.file && before.isOwn === isOwn;
  });
}

class TemplateLinter extends ExpressionLinter {
  readonly #templates: TemplateSet;
  readonly #rules: LintRules;
  readonly #entered = new Set<string>();
  readonly #seen = new Set<string>();

  constructor(templates: TemplateSet, rules: LintRules, helpers: readonly AddedHelper[]) {
    super(rules.raw, helpers);
    this.#templates = templates;
    this.#rules = rules;
  }

  lint(): LintResult {
    const { entry, view } = this.#rules;
    const scope = { root: view, loops: 0, isNamed: false, within: [] };
    this.#enter(entry, view, scope, undefined);
    const unused = [...this.#templates].filter(([name]) => !this.#entered.has(name));
    for (const [name, { source, isOwn }] of unused) {
      if (isOwn) this.tell('template-unused', { name }, { source, start: 0, end: 0 });
    }
    const { findings, uses } = this;
    return { findings, uses, unused: unused.map(([name]) => name) };
  }

  /** Checks a template with this context. `at` is the tag that includes the template. */
  #enter(
    name: string,
    shape: ViewShape | undefined,
    scope: Omit<Scope, 'contexts' | 'params'>,
    at: hbs.AST.Node | undefined,
  ): void {
    const place = at && this.place(at);
    const template = this.#templates.get(name);
    if (template === undefined) {
      this.tell('template-partial', { name, known: [...this.#templates.keys()] }, place);
      return;
    }
    if (scope.within.includes(name)) {
      this.tell('template-construct', { construct: `{{> ${name}}} within itself` }, place);
      return;
    }
    this.#entered.add(name);
    const visit = JSON.stringify([name, shape, scope.root, scope.loops, scope.isNamed]);
    if (this.#seen.has(visit)) return;
    this.#seen.add(visit);
    const within = [...scope.within, name];
    const inner = { ...scope, contexts: [shape], params: new Map(), within };
    this.within(template, () => this.#program(template.program.tree, inner));
  }

  #program(program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.#statement(statement, scope);
  }

  #statement(statement: hbs.AST.Statement, scope: Scope): void {
    switch (statement.type) {
      case 'MustacheStatement':
        this.#mustache(statement as hbs.AST.MustacheStatement, scope);
        break;
      case 'BlockStatement':
        this.#block(statement as hbs.AST.BlockStatement, scope);
        break;
      case 'PartialStatement':
        this.#partial(statement as hbs.AST.PartialStatement, scope);
        break;
      case 'ContentStatement':
        this.#content(statement);
        break;
      case 'PartialBlockStatement':
      case 'Decorator':
      case 'DecoratorBlock': {
        const { source, start } = this.place(statement);
        const construct = /^\{\{[^}]*\}*/.exec(source.text.slice(start))?.[0] ?? statement.type;
        this.tell('template-construct', { construct }, this.place(statement));
      }
    }
  }

  /**
   * MJML gets the text of a template and not its folder, so it leaves out a file that "mj-include" names, without
   * an error.
   */
  #content(statement: hbs.AST.Statement): void {
    const { source, start, end } = this.place(statement);
    const text = source.text
      .slice(start, end)
      .replace(/<!--[\s\S]*?-->/g, (comment) => '-'.repeat(comment.length));
    for (const { 0: tag, index } of text.matchAll(/<mj-include\b/g)) {
      const message = '<mj-include> would add nothing, because MJML reads no other files here';
      const hint = 'Write a partial such as parts/header.mjml.hbs, and include it with {{> parts/header}}.';
      const at = start + index;
      this.tell('mjml-invalid', { message, hint }, { source, start: at, end: at + tag.length });
    }
  }

  #mustache(statement: hbs.AST.MustacheStatement, scope: Scope): void {
    if (!statement.escaped && !this.#rules.raw) {
      const { original } = statement.path as hbs.AST.PathExpression;
      this.tell('template-raw', { name: String(original) }, this.place(statement));
    }
    const { path, params, hash } = statement;
    const isName = params.length === 0 && !hash && !this.isHelper(nameOf(path));
    // Handlebars treats {{"title"}} as a name too.
    if (path.type !== 'PathExpression') this.unknown(path, nameOf(path), namesOf(scope.root));
    else if (isName) this.shown(path, scope);
    else this.readable(this.call(statement, scope), path);
  }

  #block(block: hbs.AST.BlockStatement, scope: Scope): void {
    const helper = nameOf(block.path);
    const known = this.#blockHelpers;
    if (!known.includes(helper)) {
      this.tell('template-helper', { name: helper, known }, this.place(block.path));
      // The block helper is unknown, so the names in its content cannot be checked. The texts in it count as
      // used.
      const muted = { ...scope, contexts: [undefined, ...scope.contexts.map(() => undefined)] };
      this.#program(block.program, muted);
      this.#program(block.inverse, scope);
      return;
    }
    if (!this.isCounted(helper, block.params.length, block.path)) return;
    const [param] = block.params;
    const shape = param && this.expression(param, scope);
    if (helper === 'each' && param && shape !== undefined && itemOf(shape) === undefined) {
      this.tell('template-list', { name: nameOf(param) }, this.place(param));
    }
    const [whenMet, otherwise] = branchScopes(block, helper, shape, scope);
    this.#program(block.program, whenMet);
    this.#program(block.inverse, otherwise);
  }

  /** {{#personal}} exists only in views that have values of subscribers. */
  get #blockHelpers(): readonly string[] {
    if (memberOf(this.#rules.view, 'merge') !== undefined) return blockHelpers;
    return blockHelpers.filter((name) => name !== 'personal');
  }

  #partial(partial: hbs.AST.PartialStatement, scope: Scope): void {
    const [param] = partial.params;
    const context = param ? this.expression(param, scope) : scope.contexts[0];
    const more = (partial.hash?.pairs ?? []).map((pair): [string, ViewShape] => [
      pair.key,
      this.expression(pair.value, scope) ?? 'value',
    ]);
    const { contexts: _contexts, params: _params, ...inherited } = scope;
    const enter = (name: string, shape: ViewShape | undefined) =>
      this.#enter(name, withFields(shape, Object.fromEntries(more)), inherited, partial);
    if (partial.name.type !== 'SubExpression') {
      enter(nameOf(partial.name), context);
      return;
    }
    const call = partial.name as hbs.AST.SubExpression;
    if (nameOf(call.path) !== 'partialOf') {
      this.tell('template-helper', { name: nameOf(call.path), known: ['partialOf'] }, this.place(call));
      return;
    }
    this.call(call, scope);
    for (const [kind, shape] of Object.entries(this.#rules.blocks)) enter(`blocks/${kind}`, shape);
  }
}

/** The names that exist in a block, and those that exist in its {{else}}. */
function branchScopes(
  block: hbs.AST.BlockStatement,
  helper: string,
  shape: ViewShape | undefined,
  scope: Scope,
): [Scope, Scope] {
  switch (helper) {
    case 'personal':
      return [{ ...scope, isNamed: true }, scope];
    case 'if':
      return conditionScopes(block, scope);
    case 'unless': {
      const [met, unmet] = conditionScopes(block, scope);
      return [unmet, met];
    }
    default:
      return [itemScope(block, helper, shape, scope), scope];
  }
}

/** The scopes for the two cases of a condition: true and false. */
function conditionScopes({ params: [condition] }: hbs.AST.BlockStatement, scope: Scope): [Scope, Scope] {
  if (condition?.type !== 'PathExpression') return [scope, scope];
  return [knownPresent(condition as hbs.AST.PathExpression, scope), scope];
}

/** The scope within {{#each}} or {{#with}}. */
function itemScope(
  block: hbs.AST.BlockStatement,
  helper: string,
  shape: ViewShape | undefined,
  scope: Scope,
): Scope {
  const inner = helper === 'with' ? present(shape, []) : itemOf(shape);
  // In the inverted form {{^each}}, `inverse` has the items and `program` has none.
  const program = block.program as hbs.AST.Program | undefined;
  const [item, index] = program?.blockParams ?? [];
  const params = new Map(scope.params);
  if (item) params.set(item, inner);
  if (index) params.set(index, 'value');
  const loops = scope.loops + (helper === 'each' ? 1 : 0);
  return { ...scope, contexts: [inner, ...scope.contexts], params, loops };
}
