import type { Edition } from '../editions/edition.ts';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Message } from '../messages/message.ts';
import { createRandomMessageId } from '../messages/message-id.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { composerFor } from './delivery-options.ts';

/** A subscriber who does not exist, so that the links of a test have no effect. */
const nobody = '0'.repeat(32);

/** Composes an edition for an address that need not subscribe. Each call makes a new Message-ID. */
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
