import type { TransportTraits } from '../transport/transport.ts';

export const smtpTraits: TransportTraits = {
  name: 'smtp',
  label: 'SMTP',
  way: 'by SMTP',
  reachesPeople: true,
  isPassing: ({ code }) => code === 'smtp-unreachable',
  isOurFault: ({ code }) => ['smtp-authentication', 'smtp-tls', 'smtp-url'].includes(code),
};
