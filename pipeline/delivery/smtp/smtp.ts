import { fail } from '../../foundation/problems/problem.ts';
import type { TransportKind } from '../transport/transport.ts';
import { smtpTraits } from './smtp-traits.ts';

/** Sends mail to people, through the server in SMTP_URL. */
export const smtp: TransportKind = {
  ...smtpTraits,
  isConfigured: (environment) => Boolean(environment['SMTP_URL']),
  async open({ environment, limits }) {
    const url = environment['SMTP_URL'] || fail('smtp-missing', {});
    const { parseSmtpUrl } = await import('./smtp-address.ts');
    const { createSmtpTransport } = await import('./smtp-transport.ts');
    return createSmtpTransport({ address: parseSmtpUrl(url), settings: limits });
  },
};
