import { isOptional, namesOf, present, type ViewShape } from './view-shape.ts';

/** The names that a place in a template may use. */
export interface Scope {
  /**
   * The context, then the contexts around it (`../`). A shape is undefined if its problem has been reported.
   */
  readonly contexts: readonly (ViewShape | undefined)[];
  readonly root: ViewShape;
  /** Block parameters: `{{#each body as |block|}}`. */
  readonly params: ReadonlyMap<string, ViewShape | undefined>;
  /** The number of `{{#each}}` blocks around the place. */
  readonly loops: number;
  /** Whether only subscribers who gave their name see this place. */
  readonly isNamed: boolean;
  /** The templates that include this one. It must not include any of them in turn. */
  readonly within: readonly string[];
}

/** A name that does not exist, and the names that do exist there. */
interface Unknown {
  readonly known: readonly string[];
}

/** A value that may be absent, on the path to a name. No condition around the name checks for the value. */
interface Absent {
  readonly absent: string;
}

type Resolved = ViewShape | Unknown | Absent | undefined;

/** The shape at a path; undefined if an earlier part of the path has been reported. */
export function resolvePath(path: hbs.AST.PathExpression, scope: Scope): Resolved {
  const [first = '', ...rest] = path.parts;
  if (path.data) {
    if (first === 'root') return follow(scope.root, rest, '@root.');
    const known = scope.loops > path.depth ? ['root', 'index', 'first', 'last'] : ['root'];
    return known.includes(first) && rest.length === 0 ? 'value' : { known: known.map((name) => `@${name}`) };
  }
  if (path.depth === 0 && !isScoped(path) && scope.params.has(first)) {
    return follow(scope.params.get(first), rest, `${first}.`);
  }
  if (path.depth >= scope.contexts.length)
    return { known: namesOf(scope.root).map((name) => `@root.${name}`) };
  return follow(scope.contexts[path.depth], path.parts, '../'.repeat(path.depth));
}

/**
 * Whether a path is written `this.name` or `./name`. Such a path ignores block parameters of the same name.
 */
function isScoped({ original }: hbs.AST.PathExpression): boolean {
  return /^\.|^this\b/.test(original);
}

/** Resolves the names after a dot. `prefix` is the text before them. */
function follow(shape: ViewShape | undefined, parts: readonly string[], prefix: string): Resolved {
  let current = shape;
  for (const [index, part] of parts.entries()) {
    if (current === undefined) return undefined;
    const way = parts.slice(0, index);
    if (isOptional(current)) return { absent: (prefix + way.join('.')).replace(/[./]$/, '') || 'this' };
    const known = namesOf(current);
    if (!known.includes(part)) return { known: known.map((name) => prefix + [...way, name].join('.')) };
    current = typeof current === 'object' && 'fields' in current ? current.fields[part] : 'value';
  }
  return current;
}

export function isUnknown(shape: Resolved): shape is Unknown {
  return typeof shape === 'object' && 'known' in shape;
}

export function isAbsent(shape: Resolved): shape is Absent {
  return typeof shape === 'object' && 'absent' in shape;
}

/** The scope inside a condition: the value that the condition checks is known to exist. */
export function knownPresent(path: hbs.AST.PathExpression, scope: Scope): Scope {
  const [first = '', ...rest] = path.parts;
  if (path.data) {
    return first === 'root' ? { ...scope, root: present(scope.root, rest) ?? scope.root } : scope;
  }
  if (path.depth === 0 && !isScoped(path) && scope.params.has(first)) {
    const params = new Map(scope.params).set(first, present(scope.params.get(first), rest));
    return { ...scope, params };
  }
  const context = scope.contexts[path.depth];
  const narrowed = present(context, path.parts);
  return {
    ...scope,
    // At the root, the context and the root are the same.
    root: context === scope.root && narrowed ? narrowed : scope.root,
    contexts: scope.contexts.map((each, depth) => (depth === path.depth ? narrowed : each)),
  };
}
