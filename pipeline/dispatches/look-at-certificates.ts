import { chooseTransport } from '../delivery/transports.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { type Certificate, readCertificate } from '../foundation/program/read-certificate.ts';
import { day, second } from '../foundation/time/durations.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import { pagesUrl } from './pages-url.ts';

/** How often a run looks at each certificate, in ms. */
const interval = day;

/** How long a website may take to present its certificate, in ms. */
const timeout = 10 * second;

/**
 * Looks once a day at the certificates of the mail server, of the archive and of the public pages, and
 * records what it sees. A server that cannot be reached keeps its record. Forgets the servers that are no
 * longer used.
 */
export async function lookAtCertificates(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
): Promise<void> {
  const now = context.clock().getTime();
  const servers = serversOf(context, newsletter);
  const rows = await store.read((db) => db.selectFrom('certificates').select(['host', 'seen_at']).execute());
  const seenAt = new Map(rows.map(({ host, seen_at }) => [host, Number(seen_at)]));
  const overdue = [...servers].filter(([host]) => (seenAt.get(host) ?? 0) <= now - interval);
  const looked = await Promise.all(overdue.map(async ([host, look]) => [host, await look()] as const));
  const gone = [...seenAt.keys()].filter((host) => !servers.has(host)).sort();
  if (looked.length + gone.length === 0) return;
  await store.transaction(async (db) => {
    for (const [host, found] of looked) {
      if (found === undefined) continue;
      const seen = { begins_at: found.beginsAt, ends_at: found.endsAt, seen_at: now };
      await db
        .insertInto('certificates')
        .values({ host, ...seen })
        .onConflict((conflict) => conflict.column('host').doUpdateSet(seen))
        .execute();
    }
    if (gone.length > 0) await db.deleteFrom('certificates').where('host', 'in', gone).execute();
  });
}

/** The servers with a certificate that others check, by host and port, each with a function that looks at it. */
function serversOf(
  context: ProgramContext,
  newsletter: Newsletter,
): Map<string, () => Promise<Certificate | undefined>> {
  const servers = new Map<string, () => Promise<Certificate | undefined>>();
  const server = chooseTransport(context.environment).mailServer?.(context.environment);
  if (server) servers.set(`${server.host}:${server.port}`, server.readCertificate);
  for (const address of [newsletter.url, pagesUrl(context, newsletter)]) {
    const { protocol, hostname, port } = new URL(address);
    if (protocol !== 'https:') continue;
    const site = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 443 };
    servers.set(`${site.host}:${site.port}`, () => readCertificate(site, timeout));
  }
  return servers;
}
