import type { ProblemOptions } from '../foundation/problems/problem.ts';
import type { ParsedDocument } from './parse-document.ts';

/**
 * A draft may be incomplete, so a missing part of it is only a warning, which does not stop the other
 * editions.
 */
export function draftSeverity(source: ParsedDocument, translation: ParsedDocument): ProblemOptions {
  const status = translation.fields?.['status'] ?? source.fields?.['status'];
  return status === 'draft' ? { severity: 'warning' } : {};
}
