/**
 * Courant as a library: the functions with which a program checks, renders, archives and dispatches a
 * publication. The command line takes the same steps.
 *
 * @example
 * const report = new Report();
 * const roots = { package: packageFiles, publication: diskFiles('/srv/newsletter') };
 * const { publication, rendered } = await checkPublication(roots, report, { asOf: Date.now() });
 * console.log(printProblems(report.problems, { colour: false }));
 */

// Problems.
export { type CheckedPublication, type CheckOptions, checkPublication } from './check/check-publication.ts';
export type { OwnFinding, OwnRule } from './check/own-rules.ts';
export type { DocumentView, EditionView, TranslationView } from './check/rules/rule.ts';
// Additional kinds of blocks.
export { defineBlock } from './content/blocks/block.ts';
export * as blockFields from './content/blocks/fields.ts';
export { registerBlock } from './content/blocks/registry.ts';
export type { Extension, ExtensionTools, OwnHelper } from './content/extensions/extension.ts';
export { loadPublication } from './content/extensions/load-publication.ts';
// The single steps of a check, and editions.
export type { Article, Issue } from './content/issue.ts';
export { listSlugs } from './content/list-slugs.ts';
export { readIssues } from './content/read-issues.ts';
// Mail.
export { createOutbox } from './delivery/transport/outbox.ts';
export type { Transport } from './delivery/transport/transport.ts';
export { type DispatchOptions, type DispatchResult, dispatchIssue } from './dispatches/dispatch-issue.ts';
export type { Edition } from './editions/edition.ts';
export { fillMergeText } from './editions/merge-text.ts';
export { type RenderedIssue, renderEditions } from './editions/render-editions.ts';
// Sources of a publication's files.
export { diskFiles } from './foundation/files/disk-files.ts';
export type { Files } from './foundation/files/files.ts';
export { memoryFiles } from './foundation/files/memory-files.ts';
export { printProblems, problemsToJson } from './foundation/problems/print-problems.ts';
export { type Problem, ProblemError } from './foundation/problems/problem.ts';
export { Report } from './foundation/problems/report.ts';
export { createContext, type LibraryOptions } from './foundation/program/library-context.ts';
export type { Newsletter } from './publication/newsletter/newsletter-schema.ts';
export { packageFiles } from './publication/package-files.ts';
export type { Publication, Roots } from './publication/publication.ts';
// The archive. Rendering threads know the kinds of blocks that extensions add. If the program itself
// registers kinds, use `filesSource`.
export type { SiteResult } from './site/site-result.ts';
export { diskSource, filesSource, type SiteSource } from './site/site-source.ts';
export type { SiteOptions } from './site/start-build.ts';
export { updateSite } from './site/update-site.ts';
export { type Verification, verifySite } from './site/verify-site.ts';
export { openStore } from './store/open-store.ts';
export type { Store } from './store/store.ts';
export { importSubscribers } from './subscribers/import/import-subscribers.ts';
export { openSuppressionList } from './subscribers/open-suppression-list.ts';
