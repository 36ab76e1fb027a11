import { catalogue, type ProblemCode } from './catalogue.ts';
import { checkCodes } from './codes/check.ts';
import type { Severity } from './codes/entry.ts';

/** The severity that a publication gives to a code, with its reason. */
export interface Weight {
  readonly severity: Severity | 'off';
  readonly reason: string;
}

/** By code. */
export type Weights = Readonly<Record<string, Weight>>;

/**
 * Whether a publication may change the severity of this code. Warnings, notes and findings of rules may be
 * changed; the other errors say that an edition cannot be made.
 */
export function isAdjustable(code: string): code is ProblemCode {
  if (!Object.hasOwn(catalogue, code)) return false;
  return Object.hasOwn(checkCodes, code) || catalogue[code as ProblemCode].severity !== 'error';
}
