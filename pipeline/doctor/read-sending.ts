import { createPublicKey } from 'node:crypto';
import { parseSmtpUrl, type SmtpAddress } from '../delivery/smtp/smtp-address.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { readDkimKeys } from '../messages/dkim-keys.ts';
import { normaliseDomain } from '../messages/mailbox.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { parseReturnPath } from '../publication/newsletter/return-path-pattern.ts';
import type { Lookup } from './dns/lookup.ts';
import type { Sending } from './findings/sending.ts';
import { isPublic } from './hosts/is-public.ts';

interface SendingInput {
  readonly newsletter: Newsletter;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The addresses that the user gave on the command line. */
  readonly addresses: readonly string[];
  /** The addresses of this machine. */
  readonly own: readonly string[];
}

/** Collects the configuration of outgoing mail that the checks need. */
export async function readSending(lookup: Lookup, input: SendingInput): Promise<Sending> {
  const { sender, delivery } = input.newsletter;
  const from = normaliseDomain(domainOf(sender.address));
  const returnPath = readReturnPath(input.newsletter);
  const replyTo =
    typeof sender.replyTo === 'object' ? Object.values(sender.replyTo) : [sender.replyTo ?? []].flat();
  return {
    from,
    returnPath: `${returnPath.slice(0, returnPath.lastIndexOf('@'))}@${normaliseDomain(domainOf(returnPath))}`,
    replyTo: [...new Set(replyTo.map((address) => normaliseDomain(domainOf(address))))],
    dkim: delivery.dkim && readSigning(delivery.dkim, input.environment['DKIM_PRIVATE_KEY'] ?? ''),
    relay: await readRelay(lookup, input, from),
  };
}

/** A sample of the addresses in MAIL FROM. Signed return paths differ only before the @. */
function readReturnPath({ sender, delivery, feedback }: Newsletter): string {
  const signed = feedback.returnPath === undefined ? undefined : parseReturnPath(feedback.returnPath);
  if (signed !== undefined && 'domain' in signed) return `${signed.before}0${signed.after}@${signed.domain}`;
  return delivery.bounceAddress ?? sender.address;
}

function readSigning(settings: NonNullable<Newsletter['delivery']['dkim']>, pem: string): Sending['dkim'] {
  const domain = normaliseDomain(settings.domain);
  try {
    const keys = readDkimKeys(pem, settings).map(({ selector, key }) => ({
      selector,
      publicKey: createPublicKey(key),
    }));
    return { domain, keys, problems: [] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { domain, keys: [], problems: error.problems };
  }
}

async function readRelay(lookup: Lookup, input: SendingInput, from: string): Promise<Sending['relay']> {
  const { newsletter, environment, own } = input;
  const host = readHost(environment['SMTP_URL']);
  const given = [...input.addresses, ...(newsletter.delivery.addresses ?? [])];
  if (given.length > 0 || host === undefined) return { host: host?.host, addresses: given, isGuess: false };
  // A server on this machine sends from the machine's own public addresses.
  if (!host.requireTls) return { host: host.host, addresses: own.filter(isPublic), isGuess: true };
  const answer = await lookup.addresses(host.host);
  const addresses = answer.kind === 'found' ? answer.values.filter(isPublic) : [];
  return { host: host.host, addresses, isGuess: !`.${host.host}`.endsWith(`.${from}`) };
}

/** Undefined if SMTP_URL is not set or not valid; another check reports that. */
function readHost(url: string | undefined): SmtpAddress | undefined {
  if (!url) return undefined;
  try {
    return parseSmtpUrl(url);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return undefined;
  }
}
