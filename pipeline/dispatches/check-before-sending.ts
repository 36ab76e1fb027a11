import type { IssueToSend } from '../editions/issue-to-send.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { waitFor } from '../foundation/time/wait.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import type { Publication } from '../publication/publication.ts';
import { publicFrom } from '../schedule/public-from.ts';
import { createLinks } from '../subscribers/links/links.ts';
import { checkPublic } from './check-public.ts';
import { mailAddresses } from './mail-addresses.ts';
import { pagesUrl } from './pages-url.ts';
import { readSecrets } from './secrets.ts';

/** How long the pages of a deployment in CI may take to become reachable, in ms. */
const deploymentPatience = 15 * 60_000;

/**
 * Runs the last checks before an audience gets mail: signed links will keep working, and the publication's
 * own pictures and pages that a message uses are reachable. In CI it waits for a deployment. Fails with
 * `secret-missing` or `public-unreachable`.
 */
export async function checkBeforeSending(
  context: ProgramContext,
  { newsletter }: Pick<Publication, 'newsletter'>,
  { issue, editions }: Pick<IssueToSend, 'issue' | 'editions'>,
  { skipPublicCheck = false } = {},
): Promise<void> {
  const { environment, signal, reporter } = context;
  if (!environment['COURANT_SECRET']) fail('secret-missing', {});
  if (skipPublicCheck) return;
  const clock = () => context.clock().getTime();
  const links = createLinks({
    secrets: await readSecrets(context),
    publicUrl: pagesUrl(context, newsletter),
    clock,
  });
  const ready = editions.filter(({ status }) => status === 'ready');
  const addresses = [
    ...ready.flatMap(({ edition }) => mailAddresses(edition, newsletter.url)),
    links.unsubscribeUrl('0'.repeat(32), newsletter.languages.source),
  ];
  const opensAt = publicFrom(issue, newsletter) ?? 0;
  await checkPublic(addresses, {
    publicFrom: opensAt > clock() ? wallClock(opensAt, newsletter.timeZone) : undefined,
    patience: environment['CI'] ? deploymentPatience : 0,
    clock,
    wait: waitFor,
    signal,
    onWait: (address, reason) => reporter.note(`Waiting up to 15 minutes for ${address} (${reason}) \u2026`),
  });
}
