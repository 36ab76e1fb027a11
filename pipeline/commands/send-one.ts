import { smtp } from '../delivery/smtp/smtp.ts';
import { openTransport } from '../dispatches/open-transport.ts';
import type { Edition } from '../editions/edition.ts';
import type { IssueToSend } from '../editions/issue-to-send.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { matchEdition } from '../publication/locales/language-tag.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/** Sends one edition to one address without the ledger, any number of times. Drafts can be sent too. */
export async function sendOne(
  context: CommandContext,
  newsletter: Newsletter,
  issue: IssueToSend,
  address: string,
  options: { readonly locale?: string; readonly name?: string; readonly json?: boolean },
): Promise<ExitCode> {
  const edition = chooseEdition(issue, options.locale);
  const transport = await openTransport(context, newsletter, smtp, 'test');
  const { composeTest } = await import('../dispatches/compose-test.ts');
  const { sendTest } = await import('../delivery/send-test.ts');
  const message = await composeTest(context, newsletter, edition, {
    address,
    name: options.name,
  });
  const reply = await sendTest(transport, message);
  const result = { issue: edition.issue, locale: edition.locale, messageId: message.messageId, reply };
  if (options.json) context.terminal.print(JSON.stringify(result, null, 2));
  else
    context.terminal.print(
      `The ${edition.locale} edition of ${edition.issue} was accepted by the server for ${address}.`,
    );
  return 0;
}

function chooseEdition({ issue, editions, substitutes }: IssueToSend, wanted: string | undefined): Edition {
  const all = [...editions.map(({ edition }) => edition), ...substitutes];
  const known = all.map(({ locale }) => locale);
  const locale = wanted === undefined ? issue.source : matchEdition(wanted, known);
  const found = all.find((edition) => edition.locale === locale);
  if (found === undefined)
    return fail('edition-unknown', { locale: wanted ?? issue.source, issue: issue.slug, known });
  return found;
}
