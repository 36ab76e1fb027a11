import { namesOf, type ViewShape } from './view-shape.ts';

/** What may be named at a place of a template. */
export interface Scope {
  /** The context, then those outside of it (`../`). An undefined shape is one that is wrong already. */
  readonly contexts: readonly (ViewShape | undefined)[];
  readonly root: ViewShape;
  /** Block parameters: `{{#each body as |block|}}`. */
  readonly params: ReadonlyMap<string, ViewShape | undefined>;
  /** How many `{{#each}}` there are around the place. */
  readonly loops: number;
  /** Whether this is shown in mail alone, so that personal values may stand here. */
  readonly isMail: boolean;
  /** Whether this is shown only to subscribers who gave a name. */
  readonly isNamed: boolean;
  /** The templates that lead here, so that none is within itself. */
  readonly within: readonly string[];
}

/** A name that leads nowhere, with those that would have led somewhere. */
export interface Unknown {
  readonly known: readonly string[];
}

/** The shape that a path leads to; undefined where what stands before it is wrong already. */
export function resolvePath(path: hbs.AST.PathExpression, scope: Scope): ViewShape | Unknown | undefined {
  const [first = '', ...rest] = path.parts;
  if (path.data) {
    if (first === 'root') return follow(scope.root, rest);
    const known = scope.loops > path.depth ? ['root', 'index', 'first', 'last'] : ['root'];
    return known.includes(first) && rest.length === 0 ? 'value' : { known: known.map((name) => `@${name}`) };
  }
  if (path.depth === 0 && !isScoped(path) && scope.params.has(first)) {
    return follow(scope.params.get(first), rest);
  }
  if (path.depth >= scope.contexts.length)
    return { known: namesOf(scope.root).map((name) => `@root.${name}`) };
  return follow(scope.contexts[path.depth], path.parts);
}

/** `this.name` and `./name` mean the context's, whatever a block parameter is called. */
function isScoped({ original }: hbs.AST.PathExpression): boolean {
  return /^\.|^this\b/.test(original);
}

function follow(shape: ViewShape | undefined, parts: readonly string[]): ViewShape | Unknown | undefined {
  let current = shape;
  for (const part of parts) {
    if (current === undefined) return undefined;
    const known = namesOf(current);
    if (!known.includes(part)) return { known };
    current = typeof current === 'object' && 'fields' in current ? current.fields[part] : 'value';
  }
  return current;
}

export function isUnknown(shape: ViewShape | Unknown | undefined): shape is Unknown {
  return typeof shape === 'object' && 'known' in shape;
}
