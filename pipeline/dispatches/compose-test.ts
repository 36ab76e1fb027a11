import type { Edition } from '../editions/edition.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Message } from '../messages/message.ts';
import { createRandomMessageId } from '../messages/message-id.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { composerFor } from './delivery-options.ts';

/** An id that belongs to no subscriber, so that the links in a test message have no effect. */
const nobody = '0'.repeat(32);

/**
 * Composes an edition for any address, even one that belongs to no subscriber. Each call creates a new
 * Message-ID.
 */
export async function composeTest(
  context: ProgramContext,
  newsletter: Newsletter,
  edition: Edition,
  to: { readonly address: string; readonly name: string | undefined },
): Promise<Message> {
  const { address } = edition.from;
  const messageId = createRandomMessageId(domainOf(address));
  const compose = await composerFor(context, newsletter);
  return compose(edition).compose({ ...to, subscriber: nobody }, { messageId, date: context.clock() });
}
