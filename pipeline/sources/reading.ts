import type { Report } from '../problems/report.ts';
import type { Tree } from './yaml-tree.ts';

/** A file as it is being checked. */
export interface Reading {
  readonly tree: Tree;
  readonly report: Report;
  /** Whether its syntax is broken: what seems to be missing may be hidden by that. */
  readonly broken: boolean;
}

/** What a value is, for messages: "the number 12", "a list". */
export function typeName(value: unknown): string {
  if (value == null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the value ${value}`;
  return 'text';
}
