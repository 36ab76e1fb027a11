import { error } from './entry.ts';

/** Dispatches, the ledger and the transports. */
export const deliveryCodes = {
  'smtp-missing': error(() => ({
    message: 'There is no server to send by: SMTP_URL is not set.',
    hint: 'Set SMTP_URL, such as smtps://user:password@mail.example.org. Without it, messages go into the outbox.',
  })),
};
