import { Hono } from 'hono';
import { describePerson } from '../../subscribers/describe-person.ts';
import { eraseSubscribers } from '../../subscribers/erase-subscribers.ts';
import { answer, answerMessage, chooseLocale, goToMessage, samePageLinks } from '../answer.ts';
import type { App, AppEnvironment, AppRequest } from '../app-context.ts';
import { fieldOf, readForm } from '../read-form.ts';

/** A page with one button, reached by a link that was mailed at most a day ago. */
function actRoutes(
  app: App,
  purpose: 'export' | 'erase',
  act: (c: AppRequest, subscriber: string, locale: string) => Promise<Response>,
): Hono<AppEnvironment> {
  const { links, store, pages } = app;
  const routes = new Hono<AppEnvironment>();
  const find = async (token: string) => {
    const verdict = links.verify(token, purpose);
    if ('problem' in verdict) return undefined;
    const known = await store.read((db) =>
      db.selectFrom('subscribers').select('id').where('id', '=', verdict.subscriber).executeTakeFirst(),
    );
    return known && verdict;
  };

  routes.get('/:token', async (c) => {
    const person = await find(c.req.param('token'));
    const locale = chooseLocale(c, app, person?.locale);
    if (person === undefined) return answerMessage(c, app, 'link', locale);
    const page = {
      title: `pages:${purpose}Title`,
      addresses: samePageLinks(c, pages.locales),
      act: {
        text: `pages:${purpose}Text`,
        button: `pages:${purpose}Button`,
        action: `${c.req.path}?lang=${locale}`,
      },
    } as const;
    return answer(c, app, page, locale);
  });

  routes.post('/:token', async (c) => {
    const person = await find(c.req.param('token'));
    const locale = chooseLocale(c, app, person?.locale);
    if (person === undefined) return answerMessage(c, app, 'link', locale);
    const form = await readForm(c);
    if (!form || fieldOf(form, 'do') !== 'yes') return answerMessage(c, app, 'link', locale);
    return act(c, person.subscriber, locale);
  });
  return routes;
}

/** Serves all data stored about a person, as a file for that person. */
export function exportRoutes(app: App): Hono<AppEnvironment> {
  return actRoutes(app, 'export', async (c, subscriber, locale) => {
    const person = await app.store.read((db) => describePerson(db, subscriber));
    c.set('locale', locale);
    c.header('Content-Disposition', 'attachment; filename="my-data.json"');
    return c.body(`${JSON.stringify(person, null, 2)}\n`, 200, { 'Content-Type': 'application/json' });
  });
}

export function eraseRoutes(app: App): Hono<AppEnvironment> {
  const { store, suppressions, clock } = app;
  return actRoutes(app, 'erase', async (c, subscriber, locale) => {
    await store.transaction((db) =>
      eraseSubscribers(db, [subscriber], { suppressions, reason: 'erased', now: clock() }),
    );
    await store.purge();
    return goToMessage(c, 'erased', locale);
  });
}
