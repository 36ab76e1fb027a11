import { fail } from '../../foundation/problems/problem.ts';
import type { TransportKind } from '../transport/transport.ts';
import { parseSmtpUrl } from './smtp-address.ts';
import { smtpTraits } from './smtp-traits.ts';

/** Sends mail to people, through the server in SMTP_URL. */
export const smtp: TransportKind = {
  ...smtpTraits,
  isConfigured: (environment) => Boolean(environment['SMTP_URL']),
  async open({ environment, limits }) {
    const url = environment['SMTP_URL'] || fail('smtp-missing', {});
    const { createSmtpTransport } = await import('./smtp-transport.ts');
    return createSmtpTransport({ address: parseSmtpUrl(url), settings: limits });
  },
  mailServer(environment) {
    const url = environment['SMTP_URL'];
    const address = url ? parseSmtpUrl(url) : undefined;
    if (!address?.verify) return undefined;
    return {
      host: address.host,
      port: address.port,
      async readCertificate() {
        const { readSmtpCertificate } = await import('./read-smtp-certificate.ts');
        return readSmtpCertificate(address);
      },
    };
  },
};
