import { describeOutcome } from '../../delivery/transport/describe-outcome.ts';
import { chooseTransport } from '../../delivery/transports.ts';
import { domainOf } from '../../foundation/addresses/domain-of.ts';
import type { ProgramContext } from '../../foundation/program/context.ts';
import { createRandomMessageId } from '../../messages/message-id.ts';
import { createNoticeMail } from '../../messages/notice-mail.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../../publication/publication.ts';
import { readSigners } from '../delivery-options.ts';
import { attemptNotice, sendNotice } from '../send-notice.ts';
import type { AlertText } from './alert-text.ts';

/**
 * Sends one mail to `alerts.to`. Returns the reason if it was not sent. The mail is in English, like the output
 * of the commands that it names.
 */
export async function mailAlert(
  context: ProgramContext,
  newsletter: Newsletter,
  openShared: () => Promise<Publication>,
  { title, intro, details, after }: AlertText,
): Promise<string | undefined> {
  const { dkim } = newsletter.delivery;
  const { reachesPeople } = chooseTransport(context.environment);
  const result = await attemptNotice(async () => {
    const signers = dkim && reachesPeople ? await readSigners(context, dkim) : [];
    const mail = createNoticeMail(await openShared(), { signers });
    const message = await mail.compose({
      locale: mail.texts('en').locale,
      to: newsletter.alerts?.to ?? '',
      subject: title,
      intro,
      details,
      after,
      why: 'You get this mail because newsletter.yaml names this address in "alerts".',
      messageId: createRandomMessageId(domainOf(newsletter.sender.address)),
      date: context.clock(),
    });
    return sendNotice(context, newsletter, message, async () => true);
  });
  if (!('kind' in result)) return result.message;
  return result.kind === 'accepted' ? undefined : describeOutcome(result);
}
