import { brevo } from './brevo.ts';
import { mailgun } from './mailgun.ts';
import { postmark } from './postmark.ts';
import type { ProviderName, WebhookProvider } from './provider.ts';
import { resend } from './resend.ts';
import { sendgrid } from './sendgrid.ts';
import { ses } from './ses.ts';

/** All providers that can report by webhook. */
export const providers: Readonly<Record<ProviderName, WebhookProvider>> = {
  ses,
  postmark,
  mailgun,
  sendgrid,
  brevo,
  resend,
};
