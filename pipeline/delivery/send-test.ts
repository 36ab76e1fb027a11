import { fail } from '../foundation/problems/problem.ts';
import type { Message } from '../messages/message.ts';
import { explainRefusal } from './transport/explain-refusal.ts';
import { formatReply, type Reply } from './transport/reply.ts';
import type { Transport } from './transport/transport.ts';

/**
 * Sends one message without a ledger or a gate, because a test may be sent any number of times and belongs to
 * no subscriber. Returns the server's reply. Fails with `test-not-accepted`, `test-uncertain` or a connection
 * problem.
 */
export async function sendTest(transport: Transport, message: Message): Promise<Reply> {
  const connection = await transport.connect();
  try {
    const written = await connection.write(message);
    const outcome = written.kind === 'written' ? await written.release() : written;
    switch (outcome.kind) {
      case 'accepted':
        return outcome.reply;
      case 'deferred':
      case 'rejected':
      case 'unwritable':
        return refuse(formatReply(outcome.reply));
      case 'lost':
        return refuse(outcome.detail);
      case 'withheld':
      case 'uncertain':
        return fail('test-uncertain', {});
    }
  } finally {
    await connection.close();
  }
}

function refuse(reply: string): never {
  fail('test-not-accepted', { reply, advice: explainRefusal(reply) });
}
