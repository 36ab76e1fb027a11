import { catalogue, type ProblemCode } from './catalogue.ts';
import { checkCodes } from './codes/check.ts';
import type { Severity } from './codes/entry.ts';

/** The severity that a publication gives a code, and the reason. */
interface Weight {
  readonly severity: Severity | 'off';
  readonly reason: string;
}

/** Weights by code. */
export type Weights = Readonly<Record<string, Weight>>;

/**
 * Whether a publication may change the severity of this code: true for warnings, notes and the findings of
 * rules. All other errors mean that Courant cannot make an edition.
 */
export function isAdjustable(code: string): code is ProblemCode {
  if (!Object.hasOwn(catalogue, code)) return false;
  return Object.hasOwn(checkCodes, code) || catalogue[code as ProblemCode].severity !== 'error';
}
