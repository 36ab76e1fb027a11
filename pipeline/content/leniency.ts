import type { ProblemOptions } from '../foundation/problems/problem.ts';
import type { ParsedDocument } from './parse-document.ts';

/** A draft may be incomplete: what it lacks is a warning, and no error that would hold up the other editions. */
export function leniency(source: ParsedDocument, translation: ParsedDocument): ProblemOptions {
  const status = translation.fields?.['status'] ?? source.fields?.['status'];
  return status === 'draft' ? { severity: 'warning' } : {};
}
