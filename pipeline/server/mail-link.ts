import { domainOf } from '../foundation/addresses/domain-of.ts';
import { createRandomMessageId } from '../messages/message-id.ts';
import { type LinkRequest, requestLink } from '../subscribers/request-link.ts';
import type { FormUse } from '../subscribers/use-form.ts';
import type { App } from './app-context.ts';

/** Mails a link to a person, unless they have reached the daily limit. */
export async function mailLink(
  { store, clock, mailer, newsletter, personKey }: App,
  request: Pick<LinkRequest, 'kind' | 'recipient' | 'form' | 'locale'>,
): Promise<FormUse> {
  const messageId = createRandomMessageId(domainOf(newsletter.sender.address));
  const { limits } = newsletter.server;
  const use = await requestLink(store, { ...request, messageId, now: clock() }, { limits, personKey });
  mailer.kick();
  return use;
}
