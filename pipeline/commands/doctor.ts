import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { parseSmtpUrl } from '../delivery/smtp/smtp-address.ts';
import { pagesUrl } from '../dispatches/pages-url.ts';
import { withStore } from '../dispatches/with-store.ts';
import { createLookup } from '../doctor/dns/lookup.ts';
import { checkMailbox } from '../doctor/feedback/check-mailbox.ts';
import { checkWebhooks } from '../doctor/feedback/check-webhooks.ts';
import { answered, type CheckResult, finding } from '../doctor/findings/finding.ts';
import { checkMachine } from '../doctor/machine/check-machine.ts';
import { checkPages } from '../doctor/pages/check-pages.ts';
import { readSending } from '../doctor/read-sending.ts';
import { checkSmtp } from '../doctor/relay/check-smtp.ts';
import { checkDomain, inOrder, type Network } from '../doctor/run-doctor.ts';
import { createWeb } from '../doctor/web/request.ts';
import { plural } from '../foundation/problems/plural.ts';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { exitCodeFor } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { createLinks } from '../subscribers/links/links.ts';
import { parseSecrets } from '../subscribers/links/secrets.ts';
import { openNewsletter } from './open-newsletter.ts';
import { printCheckup } from './print-checkup.ts';

interface DoctorOptions {
  /** The address and port of a DNS server. */
  readonly dns?: string;
  /** The IP addresses that send. */
  readonly address?: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
}

/**
 * Checks whether receivers will accept the publication's mail. The exit code is 1 if there are errors, and 4
 * if a check could not be completed.
 */
export async function doctor(
  context: CommandContext,
  options: DoctorOptions,
  openWeb = createWeb,
): Promise<ExitCode> {
  const { environment, signal, reporter } = context;
  const newsletter = await openNewsletter(context);
  const lookup = createLookup({ server: options.dns, signal });
  const network = { lookup, web: openWeb(lookup, { signal }), now: context.clock().getTime() };
  reporter.progress('Asking DNS and the servers \u2026');
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const sending = await readSending(lookup, {
    newsletter,
    environment,
    addresses: options.address ?? [],
    own: own.map(({ address }) => address),
  });
  const groups = await Promise.all([
    checkDomain(sending, network),
    checkRelay(context, network),
    checkPublicPages(context, newsletter, network),
    checkThisMachine(context),
    checkWebhooks({ newsletter, environment, pagesUrl: pagesUrl(context, newsletter), web: network.web }),
    checkMailbox({ newsletter, environment, root: context.root, signal }),
  ]);
  reporter.progress('');
  const results = inOrder(groups.flat());
  const problems = results.flatMap(({ findings }) => findings.map(({ problem }) => problem));
  const isComplete = results.every(({ isAnswered }) => isAnswered);
  const exitCode = isComplete ? exitCodeFor(problems, options) : 4;
  printCheckup(context, results, { ...options, exitCode });
  return exitCode;
}

async function checkRelay(
  { environment, signal }: CommandContext,
  { lookup, now }: Network,
): Promise<CheckResult> {
  const url = environment['SMTP_URL'];
  if (!url)
    return answered('smtp', 'SMTP_URL is not set', [finding('smtp-missing', {}, { severity: 'warning' })]);
  try {
    return await checkSmtp(parseSmtpUrl(url), { lookup, now, signal });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return answered(
      'smtp',
      'SMTP_URL cannot be used',
      error.problems.map((problem) => ({ problem })),
    );
  }
}

function checkPublicPages(
  context: CommandContext,
  newsletter: Newsletter,
  { web }: Network,
): Promise<CheckResult[]> {
  const clock = () => context.clock().getTime();
  const secrets = context.environment['COURANT_SECRET'];
  const publicUrl = pagesUrl(context, newsletter);
  const { source } = newsletter.languages;
  const unsubscribeUrl = secrets
    ? createLinks({ secrets: secrets.split(','), publicUrl, clock }).unsubscribeUrl(nobody, source)
    : undefined;
  return checkPages({ url: newsletter.url, unsubscribeUrl, web, clock });
}

/** The id of no subscriber: a link with it has no effect. */
const nobody = '0'.repeat(32);

function checkThisMachine(context: CommandContext): Promise<CheckResult[]> {
  const { environment, root } = context;
  const folder = stateFolder(context);
  const hasStore = Boolean(environment['DATABASE_URL']) || existsSync(join(folder, 'courant.sqlite'));
  return checkMachine({
    root,
    stateFolder: folder,
    nodeVersion: process.versions.node,
    readSecrets() {
      const given = environment['COURANT_SECRET'];
      if (!given) throw new ProblemError([createProblem('secret-missing', {})]);
      parseSecrets(given);
    },
    readStore: hasStore
      ? () =>
          withStore(context, async (store) => {
            const { count } = await store.read((db) =>
              db
                .selectFrom('subscribers')
                .select((eb) => eb.fn.countAll<number | string>().as('count'))
                .executeTakeFirstOrThrow(),
            );
            return `${store.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${plural(Number(count), 'subscriber')}`;
          })
      : undefined,
  });
}
