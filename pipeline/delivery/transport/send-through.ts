import type { Message } from '../../messages/message.ts';
import type { Connection, Outcome } from './transport.ts';

/**
 * Sends one message if its gate opens. If requesting the gate fails, closing the connection ends the message
 * unsent.
 */
export async function sendThrough(
  connection: Connection,
  message: Message,
  gate: () => Promise<boolean>,
): Promise<Outcome> {
  const written = await connection.write(message);
  if (written.kind !== 'written') return written;
  return (await gate()) ? written.release() : written.withdraw();
}
