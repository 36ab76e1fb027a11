import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';

/** Larger mails are refused for good: no report has this size. */
const longestInput = 50_000_000;

/**
 * Handles one mail from the standard input, for a mail server that runs this command for each mail to the bounce
 * address. Every failure ends with 75, so that the server keeps the mail and tries again later.
 */
export async function receive(
  context: CommandContext,
  { recipient }: { readonly recipient?: string },
  input: AsyncIterable<Uint8Array>,
): Promise<ExitCode> {
  const { reporter } = context;
  try {
    const raw = await readAll(input);
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

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > longestInput) fail('invalid-value', { message: 'The mail is larger than 50 MB.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
