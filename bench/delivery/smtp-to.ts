import { defaultDeliverySettings } from '../../pipeline/delivery/run/settings.ts';
import { parseSmtpUrl } from '../../pipeline/delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../pipeline/delivery/smtp/smtp-transport.ts';
import type { Transport } from '../../pipeline/delivery/transport/transport.ts';

/** Courant's own transport, for a sink on this machine. */
export function smtpTo(port: number): Transport {
  return createSmtpTransport({
    address: parseSmtpUrl(`smtp://127.0.0.1:${port}`),
    settings: { ...defaultDeliverySettings, messagesPerConnection: Number.POSITIVE_INFINITY },
  });
}
