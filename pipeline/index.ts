/**
 * Courant as a library: the steps of the pipeline, for a program that wants to take them by itself.
 *
 * @example
 * const report = new Report();
 * const files = diskFiles('.');
 * const publication = await loadPublication({ package: files, publication: files }, report);
 */
export { defineBlock } from './content/blocks/block.ts';
export * as blockFields from './content/blocks/fields.ts';
export { registerBlock } from './content/blocks/registry.ts';
export type { Article, Issue } from './content/issue.ts';
export { listSlugs, readIssues } from './content/read-issues.ts';
export type { Edition } from './editions/edition.ts';
export { fillMergeText } from './editions/merge-text.ts';
export { renderEditions } from './editions/render-editions.ts';
export { diskFiles } from './foundation/files/disk-files.ts';
export type { Files } from './foundation/files/files.ts';
export { printProblems, problemsToJson } from './foundation/problems/print-problems.ts';
export type { Problem } from './foundation/problems/problem.ts';
export { Report } from './foundation/problems/report.ts';
export { loadPublication } from './publication/load-publication.ts';
export type { Newsletter } from './publication/newsletter/newsletter-schema.ts';
export type { Publication } from './publication/publication.ts';
