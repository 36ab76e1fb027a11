import { findSource } from '../../content/find-source.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Written } from '../desk-files.ts';
import { readDispatches } from './ask-ledger.ts';
import { aliasesOf, readIssueFiles, valuesIn } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';

/**
 * Fails with `draft-dispatched` if a change would make a draft of an edition that people have, or will get from a
 * dispatch that has begun: its page would disappear, and `courant run` would leave the dispatch unfinished. While
 * the database cannot be read, the change is allowed, because a draft sends nothing.
 */
export async function refuseDraft(context: DraftContext, written: readonly Written[]): Promise<void> {
  for (const { slug, locale } of written.flatMap(draftedEdition)) {
    const { newsletter } = context.live.publication ?? {};
    if (newsletter === undefined) continue;
    const files = await readIssueFiles(context, newsletter, slug);
    const dispatches = await readDispatches(context, [slug, ...files.flatMap(aliasesOf)]).catch(
      ignoreSilence,
    );
    const isSource = (await findSource(context.live.files, slug, newsletter.languages)) === locale;
    const latest = dispatches.find((each) => isSource || each.editions.some((one) => one.locale === locale));
    if (latest === undefined) continue;
    const { transport, createdAt } = latest;
    const date = createdAt.toISOString().slice(0, 10);
    fail('draft-dispatched', { issue: slug, locale: isSource ? undefined : locale, transport, date });
  }
}

type DraftContext = Pick<LifeContext, 'live' | 'deskFiles' | 'services'>;

/** The edition whose status a change takes from ready to anything else. */
function draftedEdition({ path, before = '', after = '' }: Written): { slug: string; locale: string }[] {
  const [, slug, locale] = /^content\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  if (slug === undefined || locale === undefined) return [];
  // Most changes leave the status alone, and a long article takes a while to parse.
  if (statusLines(before) === statusLines(after)) return [];
  return isReady(before) && !isReady(after) ? [{ slug, locale }] : [];
}

const statusLines = (text: string) => JSON.stringify(text.match(/\bstatus["']?\s*:\s*\S+(\s+\S+)?/g));

const isReady = (text: string) => valuesIn(text)['status'] === 'ready';

function ignoreSilence(error: unknown): [] {
  if (error instanceof ProblemError) return [];
  throw error;
}
