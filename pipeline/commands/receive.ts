import { withStore } from '../dispatches/with-store.ts';
import { largestMail } from '../feedback/sources/mail-taker.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/**
 * Handles one mail from the standard input, for a mail server that runs this command for each mail to the bounce
 * address. A mail that is too large ends with 65 (EX_DATAERR): the server refuses it for good, because no later attempt
 * succeeds. Every other failure ends with 75 (EX_TEMPFAIL), so that the server keeps the mail and tries again.
 */
export async function receive(
  context: CommandContext,
  { recipient }: { readonly recipient?: string },
  input: AsyncIterable<Uint8Array>,
): Promise<ExitCode> {
  const { reporter } = context;
  try {
    const raw = await readAll(input);
    if (typeof raw === 'number') {
      reporter.problems([createProblem('mail-too-large', { size: raw, largest: largestMail })]);
      return 65;
    }
    const { receiveMail } = await import('../dispatches/read-feedback.ts');
    const report = new Report();
    const newsletter = await readNewsletter(diskFiles(context.root), report);
    if (newsletter === undefined) throw new ProblemError(report.problems);
    await withStore(context, (store) => receiveMail(context, store, newsletter, { raw, recipient }));
    return 0;
  } catch (error) {
    // Whatever is wrong, the mail must not be lost.
    if (error instanceof ProblemError) reporter.problems(error.problems);
    else reporter.note(String(error));
    return 75;
  }
}

/** The bytes of the mail, or its size if it is too large. The input is read to its end: the server writes all of it. */
async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array | number> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size <= largestMail) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > largestMail ? size : Buffer.concat(chunks);
}
