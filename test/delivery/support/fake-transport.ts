import type { MessageComposer } from '../../../pipeline/delivery/run/compose-ahead.ts';
import { smtpTraits } from '../../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Outcome, Transport, WrittenMessage } from '../../../pipeline/delivery/transport/transport.ts';
import type { Message } from '../../../pipeline/messages/message.ts';

const accepted: Outcome = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Ok' } };

export const refusal = (code: number, enhanced?: string, text = 'No'): Outcome => ({
  kind: code < 500 ? 'deferred' : 'rejected',
  reply: { code, enhanced, text },
});

type Gate = () => Promise<boolean>;

/**
 * Creates a transport in memory. `answer` decides the outcome of each message by its recipient and attempt
 * (from 1).
 */
export function createFakeTransport(
  answer: (
    to: string,
    attempt: number,
    gate: Gate,
  ) => Outcome | undefined | Promise<Outcome | undefined> = () => undefined,
) {
  const received: string[] = [];
  const messages: Message[] = [];
  const attempts = new Map<string, number>();
  const transport: Transport = {
    ...smtpTraits,
    async connect() {
      return {
        usable: true,
        write: (message) =>
          throughGate(async (gate) => {
            const { to } = message.envelope;
            const attempt = (attempts.get(to) ?? 0) + 1;
            attempts.set(to, attempt);
            const outcome = await answer(to, attempt, gate);
            if (outcome) return outcome;
            if (!(await gate())) return { kind: 'withheld' };
            received.push(to);
            messages.push(message);
            return accepted;
          }),
        async close() {},
      };
    },
  };
  return { transport, received, messages, attempts };
}

/** Sends a message with a function that requests the gate halfway, and that may end before the gate opens. */
function throughGate(send: (gate: Gate) => Promise<Outcome>): Promise<WrittenMessage | Outcome> {
  return new Promise((resolve, reject) => {
    let isAlive = true;
    const gate = () =>
      new Promise<boolean>((open) => {
        const end = (isOpen: boolean) => {
          open(isOpen);
          return outcome;
        };
        resolve({
          kind: 'written',
          get isAlive() {
            return isAlive;
          },
          release: () => end(true),
          withdraw: () => end(false),
        });
      });
    const outcome = send(gate);
    outcome.finally(() => {
      isAlive = false;
    });
    outcome.then(resolve, reject);
  });
}

/** Composes the smallest possible message. */
export const composerFor = (): MessageComposer => ({
  compose: ({ address }, { messageId }) => ({
    messageId,
    envelope: { from: 'news@example.org', to: address },
    raw: Buffer.from(`To: ${address}\r\nMessage-ID: ${messageId}\r\n\r\n.Hello\r\n`),
  }),
});

/** Creates a clock that advances only when the code under test waits. */
export function createTime(start = 1_000_000) {
  let now = start;
  return {
    clock: () => now,
    wait: async (ms: number, signal?: AbortSignal) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (!signal?.aborted) now += ms;
    },
    random: () => 0,
    /** In ms. */
    advance: (ms: number) => {
      now += ms;
    },
  };
}
