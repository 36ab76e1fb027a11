import { checkPublication } from '../../check/check-publication.ts';
import type { ReadIssue } from '../../content/read-issues.ts';
import { issueAsDated } from '../../dispatches/issue-as-dated.ts';
import type { PictureCache } from '../../editions/convert-picture.ts';
import type { RenderedIssue } from '../../editions/render-editions.ts';
import { overlayFiles } from '../../foundation/files/overlay-files.ts';
import { hasErrors, type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { Publication, Roots } from '../../publication/publication.ts';
import { historyOf, type StepName, type Written } from '../desk-files.ts';
import { planForPage } from '../dispatch-view.ts';
import { editionStates } from '../overview.ts';
import type { EditionState } from '../protocol/issues.ts';
import type { ReadySheet } from '../protocol/life.ts';
import { showProblems } from '../show-problems.ts';
import { setHeadField } from './head-fields.ts';
import { type IssueFile, readSourceFiles, type SourceFiles } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';

type ReadyContext = LifeContext & { readonly pictures: PictureCache };

/**
 * Describes what would happen if the source and these translations became ready, or else all complete ones: what
 * the check would say, who would get what, and when. Writes nothing.
 */
export async function describeReady(
  context: ReadyContext,
  newsletter: Newsletter,
  slug: string,
  requested: readonly string[] | undefined,
): Promise<ReadySheet> {
  const { live, services, opens } = context;
  const files = await readSourceFiles(context, newsletter, slug);
  const opened = await live.upToDate(slug);
  const editions = opened ? editionStates(opened) : [];
  const translations = editions.filter(({ locale }) => locale !== files.source.locale);
  const locales = requested ?? translations.filter(isComplete).map(({ locale }) => locale);
  const changes = statusChanges(files, locales);
  const { problems, publication, rendered, documents } = await checkAfter(context, slug, changes);
  const dated = rendered && [issueAsDated(rendered.issue)];
  const open = dated && (await services.whatIsOpen(newsletter, dated).catch(ignoreLedger));
  return {
    slug,
    source: files.source.locale,
    editions,
    locales,
    problems: showProblems(problems, opens, documents, files.source.locale),
    plan: await planForPage(services, publication, rendered),
    standing: open?.standings[0]?.standing,
    timeZone: newsletter.timeZone,
  };
}

function isComplete({ status, missing, stale, errors }: EditionState): boolean {
  return status !== 'missing' && status !== 'broken' && missing + stale + errors === 0;
}

/**
 * Sets the source and these translations to ready, and the other translations to draft, as one step. Fails
 * with the errors that the check would then report.
 */
export function makeReady(
  context: ReadyContext,
  newsletter: Newsletter,
  slug: string,
  locales: readonly string[],
  step: StepName,
): Promise<void> {
  const { deskFiles } = context;
  return deskFiles.inTurn(async () => {
    const files = await readSourceFiles(context, newsletter, slug);
    const changes = statusChanges(files, locales);
    const { problems } = await checkAfter(context, slug, changes);
    if (hasErrors(problems)) throw new ProblemError(problems.filter(({ severity }) => severity === 'error'));
    await deskFiles.commit(historyOf(slug), changes, step);
  });
}

/** Sets the source back to draft. */
export function makeDraft(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
  step: StepName,
): Promise<void> {
  const { deskFiles } = context;
  return deskFiles.inTurn(async () => {
    const { source } = await readSourceFiles(context, newsletter, slug);
    const { path, text } = source;
    const after = setHeadField(path, text, 'status', 'draft');
    await deskFiles.commit(historyOf(slug), [{ path, before: text, after }], step);
  });
}

function statusChanges({ source, translations }: SourceFiles, locales: readonly string[]): Written[] {
  const change = ({ path, text }: IssueFile, status: string): Written => ({
    path,
    before: text,
    after: setHeadField(path, text, 'status', status),
  });
  return [
    change(source, 'ready'),
    ...translations.map((file) => change(file, locales.includes(file.locale) ? 'ready' : 'draft')),
  ];
}

/** Checks and renders the issue as if its files had these contents. */
async function checkAfter(
  { live, clock, pictures }: ReadyContext,
  slug: string,
  written: readonly Written[],
): Promise<{
  readonly problems: readonly Problem[];
  readonly publication: Publication | undefined;
  readonly rendered: RenderedIssue | undefined;
  /** What was checked. A new status line moves the lines below it. */
  readonly documents: ReadIssue['documents'] | undefined;
}> {
  const contents = Object.fromEntries(written.map(({ path, after = '' }) => [path, after]));
  const publication = overlayFiles(live.roots.publication, contents);
  const isOne = live.roots.package === live.roots.publication;
  const roots: Roots = { publication, package: isOne ? publication : live.roots.package };
  const report = new Report();
  const options = { asOf: clock().getTime(), slugs: [slug], cache: pictures };
  const checked = await checkPublication(roots, report, options);
  const { publication: after, rendered, issues } = checked;
  return {
    problems: report.problems,
    publication: after,
    rendered: rendered[0],
    documents: issues[0]?.documents,
  };
}

/** The sheet also opens while the database cannot be read. Its plan then says why. */
function ignoreLedger(error: unknown): undefined {
  if (!(error instanceof ProblemError)) throw error;
}
