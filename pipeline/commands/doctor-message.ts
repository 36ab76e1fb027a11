import { openPublication } from '../check/open-publication.ts';
import { composeTest } from '../dispatches/compose-test.ts';
import { createLookup } from '../doctor/dns/lookup.ts';
import { type CheckResult, unanswered } from '../doctor/findings/finding.ts';
import type { SpamdAddress } from '../doctor/message/ask-spamd.ts';
import { checkHeaders } from '../doctor/message/check-headers.ts';
import { checkListUnsubscribe } from '../doctor/message/check-list-unsubscribe.ts';
import { checkSize } from '../doctor/message/check-size.ts';
import { checkSpam } from '../doctor/message/check-spam.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { printCheckup } from './print-checkup.ts';

interface MessageOptions {
  /** The address and port of a DNS server. */
  readonly dns?: string;
  readonly spamd?: SpamdAddress;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** A long name, because names make messages longer. */
const reader = { address: 'reader@example.org', name: 'Maria-Magdalena van den Nieuwenhuijzen' };

/**
 * Composes each edition of an issue as it would leave, and checks these messages. Nothing is sent. The exit code is
 * 1 if there are errors, and 4 if a check could not be completed.
 */
export async function doctorMessage(
  context: CommandContext,
  slug: string,
  options: MessageOptions,
): Promise<ExitCode> {
  const { publication, rendered, report } = await openPublication(context, [slug]);
  const editions = rendered.flatMap((issue) => issue.editions);
  if (publication === undefined || editions.length === 0) throw new ProblemError(report.problems);
  const lookup = createLookup({ server: options.dns, signal: context.signal });
  const results: CheckResult[] = [];
  for (const { edition } of editions) {
    const { raw } = await composeTest(context, publication.newsletter, edition, reader);
    const name = edition.locale;
    results.push(
      await verify(raw, name),
      checkHeaders(raw, name),
      checkListUnsubscribe(raw, name),
      await checkSize(raw, name),
      await checkSpam(raw, { edition: name, spamd: options.spamd, signal: context.signal }),
    );
  }
  // An edition with an error has no message. The warnings of the others belong to "courant check".
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  const found = results.flatMap(({ findings }) => findings.map(({ problem }) => problem));
  const problems = [...errors, ...found];
  const isComplete = results.every(({ isAnswered }) => isAnswered);
  const exitCode = isComplete ? exitCodeFor(problems, options) : 4;
  if (!options.json) reportProblems(context, errors);
  printCheckup(context, results, { ...options, exitCode, problems: errors });
  return exitCode;

  async function verify(raw: Uint8Array, edition: string): Promise<CheckResult> {
    try {
      const { verifySignatures } = await optionalPackage(
        'mailauth',
        '"courant doctor --message"',
        () => import('../doctor/message/verify-signatures.ts'),
      );
      return await verifySignatures(lookup, raw, { edition, now: context.clock() });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return unanswered(
        'message-dkim',
        `${edition}: not verified`,
        error.problems.map((problem) => ({ problem })),
      );
    }
  }
}
