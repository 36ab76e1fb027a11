import { z } from 'zod';

const duration = (what: string) =>
  z
    .string()
    .regex(/^\d+[mhdw]$/)
    .describe(`${what}: a number and m, h, d or w, such as 90m or 2d.`);

const domainPace = z.strictObject({
  perSecond: z.number().positive().describe('Messages per second to one domain.').optional(),
  inFlight: z
    .int()
    .positive()
    .describe('Messages to one domain that may wait for the server\u2019s reply at the same time.')
    .optional(),
});

/**
 * `delivery` in newsletter.yaml: how to send over SMTP. The server and the keys come from the environment.
 */
export const deliverySchema = z.strictObject({
  connections: z
    .int()
    .min(1)
    .max(100)
    .describe('Connections to the mail server at the same time.')
    .optional(),
  messagesPerConnection: z
    .int()
    .min(1)
    .describe('The number of messages that Courant sends over one connection before it opens a new one.')
    .optional(),
  retryFor: duration('How long to retry a message that the server defers').optional(),
  addresses: z
    .array(z.string())
    .describe(
      'The IP addresses from which the mail server sends, if you know them. "courant doctor" checks SPF and reverse DNS for them.',
    )
    .optional(),
  bounceAddress: z
    .string()
    .describe('The address that bounces go to. The default is the sender\u2019s address.')
    .optional(),
  unsubscribeMailbox: z
    .string()
    .describe(
      'A mailbox in which each mail unsubscribes its reader. If it is not one that Courant reads (see "feedback"), you must process that mail yourself. Without it, messages offer only one-click unsubscribing.',
    )
    .optional(),
  pace: z
    .strictObject({
      perSecond: z.number().positive().describe('Messages per second, over all processes.').optional(),
      warmUp: z
        .strictObject({
          from: z.number().positive().describe('Messages per second at the beginning.'),
          doubleEvery: duration('The time until the speed doubles'),
        })
        .describe(
          'Starts slowly and doubles the speed, for a server or domain that receivers do not know yet.',
        )
        .optional(),
      perDomain: domainPace.describe('Limits for each domain of recipients.').optional(),
      domains: z
        .record(z.string(), domainPace)
        .describe('Limits for particular domains, which replace "perDomain".')
        .optional(),
    })
    .describe('The maximum speed. Without it, Courant sends as fast as the server accepts messages.')
    .optional(),
  dkim: z
    .strictObject({
      domain: z.string().describe('The domain that signs: that of the sender.'),
      selector: z.string().describe('The name of the public key in DNS.'),
      ed25519Selector: z.string().describe('The selector of an Ed25519 key beside an RSA key.').optional(),
      replaceBy: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .describe(
          'The day by which you want to replace the key: year-month-day. An alert comes 30 days before it.',
        )
        .optional(),
    })
    .describe('Signs messages with DKIM_PRIVATE_KEY. Leave it out if the relay signs them.')
    .optional(),
});
