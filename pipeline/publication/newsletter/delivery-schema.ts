import { z } from 'zod';

const duration = (what: string) =>
  z
    .string()
    .regex(/^\d+[mhdw]$/)
    .describe(`${what}: a number and m, h, d or w, such as 90m or 2d.`);

const domainPace = z.strictObject({
  perSecond: z.number().positive().describe('Messages a second to one domain.').optional(),
  inFlight: z
    .int()
    .positive()
    .describe('Messages to one domain that wait for their reply at the same time.')
    .optional(),
});

/** How mail is delivered over SMTP. The server and the keys come from the environment. */
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
    .describe('Messages over one connection before Courant opens a new one.')
    .optional(),
  retryFor: duration('How long a message that the server defers is tried').optional(),
  bounceAddress: z.string().describe('Where bounces go; the sender\u2019s address without it.').optional(),
  unsubscribeMailbox: z
    .string()
    .describe(
      'A mailbox in which mail unsubscribes its sender, if something processes it; without it, messages offer the one click alone.',
    )
    .optional(),
  pace: z
    .strictObject({
      perSecond: z.number().positive().describe('Messages a second, all processes together.').optional(),
      warmUp: z
        .strictObject({
          from: z.number().positive().describe('Messages a second at the beginning.'),
          doubleEvery: duration('How long until it doubles'),
        })
        .describe('Begins slowly and doubles, for a server or a domain that is new to receivers.')
        .optional(),
      perDomain: domainPace.describe('For each domain of recipients.').optional(),
      domains: z.record(z.string(), domainPace).describe('For these domains instead.').optional(),
    })
    .describe('How fast it may be; without it, as fast as the server takes it.')
    .optional(),
  dkim: z
    .strictObject({
      domain: z.string().describe('The signing domain: that of the sender.'),
      selector: z.string().describe('The name that the public key has in DNS.'),
      ed25519Selector: z.string().describe('The selector of an Ed25519 key beside an RSA key.').optional(),
    })
    .describe('Signs messages with DKIM_PRIVATE_KEY; leave it out where the relay signs.')
    .optional(),
});
