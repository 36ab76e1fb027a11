import { networkInterfaces } from 'node:os';
import { createLookup } from '../doctor/dns/lookup.ts';
import { readSending } from '../doctor/read-sending.ts';
import { checkDomain, inOrder } from '../doctor/run-doctor.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor } from '../foundation/program/report-problems.ts';
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
 * if a check could not be made.
 */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<ExitCode> {
  const { environment, signal, reporter } = context;
  const newsletter = await openNewsletter(context);
  const lookup = createLookup({ server: options.dns, signal });
  reporter.progress('Asking DNS \u2026');
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const sending = await readSending(lookup, {
    newsletter,
    environment,
    addresses: options.address ?? [],
    own: own.map(({ address }) => address),
  });
  const results = inOrder(await checkDomain(lookup, sending));
  reporter.progress('');
  const problems = results.flatMap(({ findings }) => findings.map(({ problem }) => problem));
  const isComplete = results.every(({ isAnswered }) => isAnswered);
  const exitCode = isComplete ? exitCodeFor(problems, options) : 4;
  printCheckup(context, results, { ...options, exitCode });
  return exitCode;
}
