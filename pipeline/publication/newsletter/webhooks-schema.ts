import { z } from 'zod';

const enabled = (label: string, secret: string) =>
  z
    .literal(true)
    .describe(`Whether "courant serve" accepts the webhooks of ${label}; ${secret} has its secret.`)
    .optional();

/** `feedback.webhooks` in newsletter.yaml: the mail providers whose reports "courant serve" accepts. */
export const webhooksSchema = z
  .strictObject({
    ses: z
      .strictObject({
        topics: z
          .array(z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/))
          .min(1)
          .describe('The topics of Amazon SNS to which Amazon SES publishes. Other topics are refused.'),
      })
      .describe('Accepts the messages of Amazon SES that arrive by Amazon SNS.')
      .optional(),
    postmark: enabled('Postmark', 'COURANT_WEBHOOK_POSTMARK'),
    mailgun: enabled('Mailgun', 'COURANT_WEBHOOK_MAILGUN'),
    sendgrid: enabled('SendGrid', 'COURANT_WEBHOOK_SENDGRID'),
    brevo: enabled('Brevo', 'COURANT_WEBHOOK_BREVO'),
    resend: enabled('Resend', 'COURANT_WEBHOOK_RESEND'),
  })
  .prefault({})
  .describe('The mail providers whose webhooks "courant serve" accepts, each at /feedback/ and its name.');
