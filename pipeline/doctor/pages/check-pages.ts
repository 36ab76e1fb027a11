import { minute, second } from '../../foundation/time/durations.ts';
import { answered, type CheckResult, finding, skipped } from '../findings/finding.ts';
import type { Web, WebAnswer } from '../web/request.ts';

interface PagesCheck {
  /** The public address of the archive. */
  readonly url: string;
  /** An unsubscribe link that belongs to nobody; undefined if no link can be signed. */
  readonly unsubscribeUrl: string | undefined;
  readonly web: Web;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/** Checks the public address, the unsubscribe address, and this machine's clock against that of the site. */
export async function checkPages({ url, unsubscribeUrl, web, clock }: PagesCheck): Promise<CheckResult[]> {
  const [site, unsubscribe] = await Promise.all([
    web(url),
    unsubscribeUrl === undefined ? undefined : checkUnsubscribe(unsubscribeUrl, web),
  ]);
  return [
    judgeSite(url, site),
    unsubscribe ?? skipped('unsubscribe', 'not checked without COURANT_SECRET'),
    judgeClock(site, clock()),
  ];
}

function judgeSite(url: string, site: WebAnswer): CheckResult {
  if (site.kind === 'failed')
    return answered('public', url, [finding('site-unreachable', { url, reason: site.reason })]);
  const { status, location } = site;
  const reason = status >= 400 ? `it answers with status ${status}` : undefined;
  if (reason !== undefined) return answered('public', url, [finding('site-unreachable', { url, reason })]);
  const seen = `${url} (status ${status}${location === undefined ? '' : `, leads to ${location}`})`;
  return answered('public', seen, isSafe(url) ? [] : [finding('site-insecure', { url })]);
}

async function checkUnsubscribe(address: string, web: Web): Promise<CheckResult> {
  const url = new URL(address).origin;
  const page = await web(address);
  const say = (reason: string) =>
    answered('unsubscribe', url, [finding('unsubscribe-broken', { url, reason })]);
  if (page.kind === 'failed') return say(page.reason);
  if (page.status !== 200) return say(`its page answers with status ${page.status}`);
  // RFC 8058, 3.1: the POST of a mail program has no cookies, and follows no redirect.
  const click = await web(address, { method: 'POST', form: 'List-Unsubscribe=One-Click' });
  if (click.kind === 'failed') return say(click.reason);
  if (click.status !== 200) return say(`one-click unsubscribing gets status ${click.status}`);
  const seen = `${url} (page and one-click)`;
  return answered('unsubscribe', seen, isSafe(url) ? [] : [finding('unsubscribe-insecure', { url })]);
}

const isSafe = (url: string) => url.startsWith('https:');

/** The smallest clock differences to report, as a warning and as an error. The Date header has whole seconds. */
const [noticeable, wrong] = [30 * second, 5 * minute];

function judgeClock(site: WebAnswer, now: number): CheckResult {
  if (site.kind === 'failed' || site.date === undefined)
    return skipped('clock', `${new Date(now).toISOString()}, not compared: no other clock was reached`);
  const difference = Math.abs(now - site.date);
  const seconds = Math.round(difference / second);
  const seen = `${seconds} s from that of the public address`;
  if (difference < noticeable) return answered('clock', seen);
  const severity = difference < wrong ? 'warning' : 'error';
  return answered('clock', seen, [
    finding('clock-skew', { seconds, isAhead: now > site.date }, { severity }),
  ]);
}
