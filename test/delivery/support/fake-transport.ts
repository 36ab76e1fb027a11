import { smtpTraits } from '../../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Gate, Outcome, Transport } from '../../../pipeline/delivery/transport/transport.ts';
import type { MessageComposer } from '../../../pipeline/delivery/worker.ts';
import type { Message } from '../../../pipeline/messages/message.ts';

const accepted: Outcome = { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Ok' } };

export const refusal = (code: number, enhanced?: string, text = 'No'): Outcome => ({
  kind: code < 500 ? 'deferred' : 'rejected',
  reply: { code, enhanced, text },
});

/** A transport in memory: `answer` decides by recipient and attempt (from 1) what becomes of a message. */
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
        async send(message, gate) {
          const { to } = message.envelope;
          const attempt = (attempts.get(to) ?? 0) + 1;
          attempts.set(to, attempt);
          const outcome = await answer(to, attempt, gate);
          if (outcome) return outcome;
          if (!(await gate())) return { kind: 'withheld' };
          received.push(to);
          messages.push(message);
          return accepted;
        },
        async close() {},
      };
    },
  };
  return { transport, received, messages, attempts };
}

/** A message that is as small as a message can be. */
export const composerFor = (): MessageComposer => ({
  compose: ({ address }, { messageId }) => ({
    messageId,
    envelope: { from: 'news@example.org', to: address },
    raw: Buffer.from(`To: ${address}\r\nMessage-ID: ${messageId}\r\n\r\n.Hello\r\n`),
  }),
});

/** A clock that only moves when the code under test waits. */
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
