import { catalogue, type ProblemCode } from './catalogue.ts';
import { checkCodes } from './codes/check.ts';

/** How a publication weighs a code, and why. */
export interface Weight {
  readonly severity: 'error' | 'warning' | 'off';
  readonly reason: string;
}

/** By code. */
export type Weights = Readonly<Record<string, Weight>>;

/**
 * Whether a publication may change the severity of this code. Every warning and every finding of a rule may be
 * changed; the other errors say that an edition cannot be made.
 */
export function isAdjustable(code: string): code is ProblemCode {
  if (!Object.hasOwn(catalogue, code)) return false;
  return Object.hasOwn(checkCodes, code) || catalogue[code as ProblemCode].severity === 'warning';
}
