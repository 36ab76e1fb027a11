import type { Report } from '../problems/report.ts';
import type { Path, Tree } from './yaml-tree.ts';

/** The values of a file that is being checked. */
export interface Reading {
  readonly tree: Tree;
  readonly report: Report;
  /**
   * The text of the lines that were left out because of broken syntax. A value that seems to be missing may
   * be in it.
   */
  readonly hidden: string;
  /**
   * Whether the syntax of the whole file is valid, which means that its values are as the author wrote them.
   */
  readonly isSound: boolean;
}

/** Whether the lines that were left out may contain items of a list. */
export function hidesItems({ hidden }: Reading): boolean {
  return /^\s*(?:-|[\w-]+:?\s*$)/m.test(hidden);
}

/** Describes a value for messages: "the number 12", "a list". */
export function typeName(value: unknown): string {
  if (value == null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the value ${value}`;
  return 'text';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a list of keys and positions. */
export function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || Number.isInteger(step));
}

/** The value at a path; undefined if there is none. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((node, step) => {
    if (Array.isArray(node)) return node[Number(step)];
    return isObject(node) && Object.hasOwn(node, step) ? node[step] : undefined;
  }, value);
}
