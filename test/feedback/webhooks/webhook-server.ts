import { applyFeedback } from '../../../pipeline/feedback/effects/apply-feedback.ts';
import type { FeedbackEvent } from '../../../pipeline/feedback/feedback-event.ts';
import { createRefusals } from '../../../pipeline/feedback/webhooks/count-refusals.ts';
import { createWebhooks } from '../../../pipeline/feedback/webhooks/create-webhooks.ts';
import { openWebhooks } from '../../../pipeline/feedback/webhooks/open-webhooks.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { createStore } from '../../delivery/support/ledger.ts';
import { startTestServer } from '../../server/support/test-server.ts';
import { openSuppressions } from '../../store/support/suppressions.ts';
import { amazon, certificateUrl, everyProvider, now, type SignedRequest, secrets } from './sign-webhook.ts';

interface WebhookServerOptions {
  readonly kind?: Store['kind'];
  /** Answers the requests to Amazon; the default has the certificate. */
  readonly fetch?: (url: string) => Response | undefined;
  /** Called before the events of a request are applied. */
  readonly onApply?: () => void;
  /** Whether to apply the events to the ledger too. */
  readonly isWhole?: boolean;
}

/** Starts the real server with the webhooks of all providers, and keeps the events. */
export async function startWebhookServer({
  kind,
  fetch: answer,
  onApply,
  isWhole = false,
}: WebhookServerOptions = {}) {
  const store = await createStore(kind);
  const suppressions = await openSuppressions(store);
  const applied: FeedbackEvent[] = [];
  const fetched: string[] = [];
  const clock = { now };
  const refusals = createRefusals({ store, clock: () => clock.now });
  const webhooks = createWebhooks({
    store,
    refusals,
    configured: openWebhooks(everyProvider, secrets),
    clock: () => clock.now,
    fetch: async (url) => {
      fetched.push(String(url));
      const isCertificate = String(url) === certificateUrl;
      return answer?.(String(url)) ?? new Response(amazon.cert, { status: isCertificate ? 200 : 404 });
    },
    async apply(events) {
      onApply?.();
      applied.push(...events);
      if (isWhole) await applyFeedback(events, { store, suppressions, clock: () => clock.now });
    },
  });
  const server = await startTestServer({ store, suppressions, webhooks });
  const send = async (provider: string, { headers, body }: SignedRequest) => {
    const answered = await fetch(`${server.origin}/feedback/${provider}`, { method: 'POST', headers, body });
    return `${answered.status} ${(await answered.text()).trim()}`;
  };
  return { ...server, store, refusals, clock, applied, fetched, send };
}
