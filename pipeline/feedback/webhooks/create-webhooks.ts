import type { ConfiguredWebhooks } from './open-webhooks.ts';
import type { ProviderName, WebhookRequest } from './provider.ts';
import { type Received, receiveWebhook, type WebhookDoor } from './receive-webhook.ts';
import { createSnsCertificates } from './sns-certificates.ts';

/** The webhooks of all configured providers. */
export interface Webhooks {
  readonly providers: readonly ProviderName[];
  receive(provider: ProviderName, request: WebhookRequest): Promise<Received>;
}

interface WebhooksOptions extends Pick<WebhookDoor, 'store' | 'refusals' | 'clock' | 'apply'> {
  readonly configured: ConfiguredWebhooks;
  /** For the certificates of Amazon SNS, and to confirm a subscription. */
  readonly fetch: typeof fetch;
}

export function createWebhooks({ configured, fetch, ...options }: WebhooksOptions): Webhooks {
  const door: WebhookDoor = {
    ...options,
    certificate: createSnsCertificates({ fetch, clock: options.clock }),
    async confirm(url) {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`Amazon SNS answered the confirmation with ${answer.status}`);
    },
  };
  return {
    providers: [...configured.keys()],
    async receive(name, request) {
      const provider = configured.get(name);
      if (provider === undefined) throw new RangeError(`The webhooks of ${name} are not configured.`);
      return receiveWebhook(provider, request, door);
    },
  };
}
