import { day } from '../foundation/time/durations.ts';
import { parseMoment } from '../foundation/time/parse-moment.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import type { OpenEnd } from './open-ends.ts';

/** How long before a certificate ends, or a DKIM key is due for replacement, people learn about it, in ms. */
const certificateNotice = 14 * day;
const keyNotice = 30 * day;

/** The certificates and the DKIM keys that are near their end. `now` is in milliseconds since 1970. */
export async function readExpiring(store: Store, newsletter: Newsletter, now: number): Promise<OpenEnd[]> {
  const rows = await store.read((db) => db.selectFrom('certificates').selectAll().orderBy('host').execute());
  const certificates = rows.flatMap(({ host, begins_at, ends_at }): OpenEnd[] => {
    const [beginsAt, endsAt] = [Number(begins_at), Number(ends_at)];
    // A certificate of a few days is renewed late in its life.
    const notice = Math.min(certificateNotice, (endsAt - beginsAt) / 5);
    return endsAt - now > notice
      ? []
      : [{ reason: 'certificate', issue: host, count: daysUntil(endsAt, now) }];
  });
  return [...certificates, ...expiringKey(newsletter, now)];
}

function expiringKey({ delivery, timeZone }: Newsletter, now: number): OpenEnd[] {
  const { domain, selector, replaceBy } = delivery.dkim ?? {};
  const endsAt = replaceBy === undefined ? undefined : parseMoment(replaceBy, timeZone);
  if (endsAt === undefined || endsAt - now > keyNotice) return [];
  return [{ reason: 'dkim-key', issue: `${selector}._domainkey.${domain}`, count: daysUntil(endsAt, now) }];
}

/** The number of whole days that are left; negative when the end has passed. */
const daysUntil = (end: number, now: number) => Math.floor((end - now) / day);
