import { Hono } from 'hono';
import { z } from 'zod';
import type { RenderedIssue } from '../../../editions/render-editions.ts';
import { resolveEdition } from '../../../publication/locales/language-tag.ts';
import {
  type FoundSubscriber,
  findActiveSubscriber,
  searchSubscribers,
} from '../../../subscribers/search-subscribers.ts';
import type { ReaderRow } from '../../protocol/mail.ts';
import type { Studio } from '../../studio.ts';

/** The largest number of readers in an answer. */
const most = 12;

const testRequest = z.object({
  slug: z.string(),
  address: z.string().min(3).max(254),
  reader: z.union([
    z.strictObject({ subscriber: z.string() }),
    z.strictObject({ locale: z.string(), name: z.string().max(200) }),
  ]),
});

/**
 * Sends one edition to one address, as a sample reader or a subscriber would get it. Drafts are allowed. The
 * ledger does not record the message, and its links belong to no subscriber.
 */
export function testRoutes({ live, services, isLocal }: Studio): Hono {
  const app = new Hono();

  app.get('/api/issues/:slug/readers', async (c) => {
    const store = await services.store();
    const rendered = await live.rendered(c.req.param('slug'));
    if (store === undefined || rendered === undefined) return c.json([]);
    const found = await searchSubscribers(store, c.req.query('search') ?? '', most);
    return c.json(found.map((subscriber) => asReader(subscriber, rendered)));
  });

  app.post('/api/test', async (c) => {
    const request = testRequest.safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The studio does not know this request.' }, 400);
    if (!isLocal)
      return c.json(
        { message: 'A studio that other machines can reach sends no mail. Start it without --host.' },
        403,
      );
    if (services.sendTest === undefined) return c.json({ message: 'SMTP_URL is not set.' }, 400);
    const { slug, address, reader } = request.data;
    const rendered = await live.rendered(slug);
    const newsletter = live.publication?.newsletter;
    const wanted = 'subscriber' in reader ? await readerOf(reader.subscriber, rendered) : reader;
    const editions = [
      ...(rendered?.editions.map(({ edition }) => edition) ?? []),
      ...(rendered?.substitutes ?? []),
    ];
    const edition = editions.find((each) => each.locale === wanted?.locale);
    if (wanted === undefined || edition === undefined || newsletter === undefined)
      return c.json({ message: 'The subscriber or the edition no longer exists.' }, 404);
    const message = await services.compose(newsletter, edition, { address, name: wanted.name || undefined });
    const { code, text } = await services.sendTest(newsletter, message);
    return c.json({ message: `${code} ${text}` });
  });

  async function readerOf(subscriber: string, rendered: RenderedIssue | undefined) {
    const store = await services.store();
    const found = store && (await findActiveSubscriber(store, subscriber));
    if (found === undefined || rendered === undefined) return undefined;
    return { locale: asReader(found, rendered).edition, name: found.name };
  }
  return app;
}

/** A subscriber with the edition that a dispatch would choose for them if all editions were ready. */
function asReader(
  { id, address, name, locale }: FoundSubscriber,
  { issue, editions, substitutes }: RenderedIssue,
): ReaderRow {
  const known = [
    ...editions.map(({ edition }) => edition.locale),
    ...substitutes.map(({ locale }) => locale),
  ];
  const resolved = resolveEdition(locale, known, issue.source);
  return {
    subscriber: id,
    address,
    name,
    asked: locale,
    edition: resolved.locale,
    choice: resolved.reason,
  };
}
