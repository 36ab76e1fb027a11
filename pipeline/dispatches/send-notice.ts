import { sendThrough } from '../delivery/transport/send-through.ts';
import type { Outcome } from '../delivery/transport/transport.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Message } from '../messages/message.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { openTransport } from './open-transport.ts';

/**
 * Sends one automatic mail by the transport that the environment configures, if the gate of the mail opens.
 */
export async function sendNotice(
  context: ProgramContext,
  newsletter: Newsletter,
  message: Message,
  gate: () => Promise<boolean>,
): Promise<Outcome> {
  const transport = await openTransport(context, newsletter, chooseTransport(context.environment), 'notices');
  const connection = await transport.connect();
  try {
    return await sendThrough(connection, message, gate);
  } finally {
    await connection.close();
  }
}

/** Returns the outcome, or the first problem that prevented it. */
export async function attemptNotice(send: () => Promise<Outcome>): Promise<Outcome | Problem> {
  try {
    return await send();
  } catch (error) {
    const [problem] = error instanceof ProblemError ? error.problems : [];
    if (problem === undefined) throw error;
    return problem;
  }
}
