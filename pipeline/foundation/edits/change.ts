import type { Path } from '../sources/yaml-tree.ts';

/** One change of a YAML or JSON file. `list` is the path of a sequence; items count from 0. */
export type Change =
  /**
   * Sets a key. A new key goes after the last of the keys in `after`, or at the end if `after` is missing.
   */
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown; readonly after?: readonly string[] }
  | { readonly kind: 'rename'; readonly path: Path; readonly key: string }
  /** Removes a key with its value, or an item of a sequence. */
  | { readonly kind: 'remove'; readonly path: Path }
  /**
   * Creates the sequence if it does not exist yet. `text` is the item as YAML, with its dash in the first
   * column, for a list in block style.
   */
  | {
      readonly kind: 'insert';
      readonly list: Path;
      readonly index: number;
      readonly item: unknown;
      readonly text?: string | undefined;
    }
  | { readonly kind: 'move'; readonly list: Path; readonly from: number; readonly to: number }
  /** Inserts a copy directly after the item. */
  | { readonly kind: 'duplicate'; readonly list: Path; readonly index: number };

/**
 * Applies a change to the value of a file. YAML aliases share one object, so their values change together.
 * Throws `MissingValueError` if the path of the change does not exist.
 */
export function changeValue(root: unknown, change: Change): unknown {
  if (change.kind === 'set') return set(root, change.path, change.value);
  if (change.kind === 'rename') {
    const parent = collectionAt(root, change.path.slice(0, -1)) as Record<string, unknown>;
    const key = String(change.path.at(-1));
    if (key === change.key) return root;
    if (!Object.hasOwn(parent, key) || Object.hasOwn(parent, change.key)) throw new MissingValueError();
    parent[change.key] = parent[key];
    delete parent[key];
    return root;
  }
  if (change.kind === 'remove') {
    const parent = collectionAt(root, change.path.slice(0, -1));
    const step = change.path.at(-1);
    if (!Object.hasOwn(parent, String(step))) throw new MissingValueError();
    if (Array.isArray(parent)) parent.splice(Number(step), 1);
    else delete (parent as Record<string, unknown>)[String(step)];
    return root;
  }
  const list = change.kind === 'insert' ? (valueAt(root, change.list) ?? []) : valueAt(root, change.list);
  if (!Array.isArray(list)) throw new MissingValueError();
  if (change.kind === 'insert') {
    if (change.index > list.length) throw new MissingValueError();
    list.splice(change.index, 0, change.item);
    return valueAt(root, change.list) === list ? root : set(root, change.list, list);
  }
  const at = change.kind === 'move' ? Math.max(change.from, change.to) : change.index;
  if (at >= list.length) throw new MissingValueError();
  if (change.kind === 'move') list.splice(change.to, 0, ...list.splice(change.from, 1));
  else list.splice(at + 1, 0, structuredClone(list[at]));
  return root;
}

/** Thrown if the path of a change does not exist in the file. */
export class MissingValueError extends Error {
  override readonly name = 'MissingValueError';
}

function set(root: unknown, path: Path, value: unknown): unknown {
  if (path.length === 1 && (root === null || root === undefined)) return { [String(path[0])]: value };
  const parent = collectionAt(root, path.slice(0, -1));
  const step = path.at(-1) ?? '';
  if (Array.isArray(parent) && !Object.hasOwn(parent, String(step))) throw new MissingValueError();
  (parent as Record<string, unknown>)[String(step)] = value;
  return root;
}

function collectionAt(root: unknown, path: Path): object {
  const found = valueAt(root, path);
  if (typeof found !== 'object' || found === null) throw new MissingValueError();
  return found;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, String(step))
        ? (node as Record<string, unknown>)[String(step)]
        : undefined,
    root,
  );
}
