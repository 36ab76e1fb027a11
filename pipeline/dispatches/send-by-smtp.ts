import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { createAddresses } from '../editions/addresses.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { plural } from '../foundation/program/report-problems.ts';
import type { Publication } from '../publication/publication.ts';
import { createLinks } from '../subscribers/links/links.ts';
import { pagesUrl } from './pages-url.ts';
import { readSecrets } from './secrets.ts';

export interface SmtpSafety {
  readonly yes?: boolean;
  readonly skipPublicCheck?: boolean;
}

/**
 * What must hold before an audience gets mail: links that stay good, pages and pictures that can be reached, and
 * a person who said yes to the count. Fails with what does not hold.
 */
export async function readyForSmtp(
  context: CommandContext,
  publication: Publication,
  issue: RenderedIssue,
  plan: DispatchPlan,
  { yes, skipPublicCheck }: SmtpSafety,
): Promise<void> {
  if (!context.environment['COURANT_SECRET']) fail('secret-missing', {});
  if (plan.total === 0) return;
  if (!skipPublicCheck) await checkPublic(context, publication, issue);
  if (yes) return;
  const answer = await context.terminal.confirm(`Send it to ${plural(plan.total, 'person', 'people')}?`);
  if (answer !== true) fail('not-confirmed', { recipients: plan.total });
}

/** Asks for everything that a message points at: its web version, its pictures, the page to unsubscribe. */
async function checkPublic(
  context: CommandContext,
  { newsletter }: Publication,
  { editions, pictures }: RenderedIssue,
): Promise<void> {
  const addresses = createAddresses(newsletter.url);
  const clock = () => context.clock().getTime();
  const links = createLinks({
    secrets: await readSecrets(context),
    publicUrl: pagesUrl(context, newsletter),
    clock,
  });
  const ready = editions.filter(({ status }) => status === 'ready');
  const wanted = [
    ...ready.map(({ edition }) => edition.webUrl),
    ...pictures.map(({ path }) => addresses.file(path)),
    links.unsubscribeUrl('0'.repeat(32), newsletter.languages.source),
  ];
  for (const address of wanted) {
    const reason = await refusal(address, context.signal);
    if (reason !== undefined) fail('public-unreachable', { address: withoutToken(address), reason });
  }
}

const patience = 10_000;

/** Why an address cannot be reached; undefined when it can. */
async function refusal(address: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      redirect: 'follow',
    });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    // fetch tells all failures of the network by throwing; the cause says which.
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return cause?.code ?? (error as Error).name;
  }
}

/** A signed link is not for logs. */
function withoutToken(address: string): string {
  return address.replace(/\/v1\.[\w.-]+$/, '/\u2026');
}
