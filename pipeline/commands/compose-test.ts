import type { Edition } from '../editions/edition.ts';
import { createLinks } from '../links/links.ts';
import { createComposer } from '../messages/composer.ts';
import type { Message } from '../messages/message.ts';
import { createRandomMessageId } from '../messages/message-id.ts';
import type { CommandContext } from './context.ts';
import { readSecrets } from './secrets.ts';

/** A subscriber that stands for nobody: the links of a test lead nowhere. */
const nobody = '0'.repeat(32);

/** An edition as a message to an address that need not subscribe; its Message-ID is new each time. */
export async function composeTest(
  context: CommandContext,
  edition: Edition,
  address: string,
  name: string | undefined,
): Promise<Message> {
  const date = context.clock();
  const links = createLinks({
    secrets: await readSecrets(context),
    publicUrl: new URL(edition.archiveUrl).origin,
    clock: () => date.getTime(),
  });
  const messageId = createRandomMessageId(
    edition.from.address.slice(edition.from.address.lastIndexOf('@') + 1),
  );
  return createComposer(edition, { links }).compose(
    { address, name, subscriber: nobody },
    { messageId, date },
  );
}
