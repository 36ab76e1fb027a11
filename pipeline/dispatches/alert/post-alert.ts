import { networkReason } from '../../foundation/problems/network-reason.ts';
import { second } from '../../foundation/time/durations.ts';
import type { AlertText } from './alert-text.ts';

/** How long the server of the webhook may take, in ms. */
const longestWait = 10 * second;

/**
 * Posts an alert as JSON to the webhook. Returns the reason if its server did not accept it. The field `text`,
 * which chat programs show, has the whole alert in words.
 */
export async function postAlert(
  webhook: string,
  { title, json }: AlertText,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!isWebAddress(webhook)) return 'COURANT_ALERT_WEBHOOK is not an http:// or https:// address';
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'Courant' },
      body: JSON.stringify({ title, ...json }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestWait)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (error) {
    return networkReason(error);
  }
}

/** The name of a webhook in messages: only its host, because the rest of the address is often a secret. */
export function webhookName(webhook: string): string {
  return isWebAddress(webhook) ? `the webhook at ${new URL(webhook).host}` : 'the webhook';
}

const isWebAddress = (text: string) =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
