import type { PaceSettings } from '../delivery/ledger/pace.ts';
import type { DeliverySettings } from '../delivery/run/settings.ts';
import type { Edition } from '../editions/edition.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import type { Composer } from '../messages/composer.ts';
import type { ReturnPaths } from '../messages/return-path.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { parseReturnPath } from '../publication/newsletter/return-path-pattern.ts';
import { createLinks } from '../subscribers/links/links.ts';
import { pagesUrl } from './pages-url.ts';
import { readSecrets } from './secrets.ts';

/** The delivery settings: the defaults, overridden by newsletter.yaml. */
export async function deliverySettings({ delivery }: Newsletter): Promise<DeliverySettings> {
  const { defaultDeliverySettings: defaults } = await import('../delivery/run/settings.ts');
  const { connections, messagesPerConnection, retryFor, pace } = delivery;
  return {
    ...defaults,
    ...(connections !== undefined && { connections }),
    ...(messagesPerConnection !== undefined && { messagesPerConnection }),
    ...(retryFor !== undefined && { retry: { ...defaults.retry, maxAge: milliseconds(retryFor) } }),
    ...(pace !== undefined && { pace: paceSettings(pace) }),
  };
}

function paceSettings({ warmUp, ...pace }: NonNullable<Newsletter['delivery']['pace']>): PaceSettings {
  const warm = warmUp && { warmUp: { from: warmUp.from, doubleEvery: milliseconds(warmUp.doubleEvery) } };
  return { ...pace, ...warm } as PaceSettings;
}

/**
 * Creates the composers for a publication's messages, with the signers and links that it configures. The links
 * name the dispatch, unless it is a test.
 */
export async function composerFor(
  context: ProgramContext,
  newsletter: Newsletter,
): Promise<(edition: Edition, dispatch?: number) => Composer> {
  const { createComposer } = await import('../messages/composer.ts');
  const { bounceAddress, unsubscribeMailbox, dkim } = newsletter.delivery;
  const secrets = await readSecrets(context);
  const links = createLinks({
    secrets,
    publicUrl: pagesUrl(context, newsletter),
    clock: () => context.clock().getTime(),
  });
  const signers = dkim && (await readSigners(context, dkim));
  const returnPaths = await returnPathsOf(newsletter, secrets);
  return (edition, dispatch) =>
    createComposer(edition, { links, bounceAddress, returnPaths, unsubscribeMailbox, signers, dispatch });
}

/** The signed return paths that newsletter.yaml configures; undefined when it configures none. */
export async function returnPathsOf(
  { feedback }: Newsletter,
  secrets: readonly string[],
): Promise<ReturnPaths | undefined> {
  if (feedback.returnPath === undefined) return undefined;
  const pattern = parseReturnPath(feedback.returnPath);
  if ('reason' in pattern)
    return fail('invalid-value', { message: `feedback.returnPath is not a return path: ${pattern.reason}.` });
  return (await import('../messages/return-path.ts')).createReturnPaths(pattern, secrets);
}

/** The DKIM signers that newsletter.yaml configures; undefined when the relay signs. */
export async function readSigners(
  { environment }: ProgramContext,
  dkim: NonNullable<Newsletter['delivery']['dkim']>,
) {
  const { createDkimSigners } = await import('../messages/dkim-keys.ts');
  const key = environment['DKIM_PRIVATE_KEY'];
  if (!key)
    fail('invalid-environment', {
      name: 'DKIM_PRIVATE_KEY',
      reason: 'newsletter.yaml requires signatures, but it is not set',
    });
  return createDkimSigners(key, dkim);
}

function milliseconds(duration: string): number {
  return (
    parseDuration(duration) ?? fail('invalid-value', { message: `"${duration}" is not a span of time.` })
  );
}
