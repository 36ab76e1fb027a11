import { Hono } from 'hono';
import { localisedText } from '../../publication/newsletter/localised.ts';
import { type Unsubscription, unsubscribe, unsubscribeFromList } from '../../subscribers/unsubscribe.ts';
import { answer, answerMessage, chooseLocale, goToMessage, samePageLinks } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { createBatcher } from '../batch.ts';
import { fieldOf, readForm } from '../read-form.ts';

/**
 * The routes for unsubscribing. A GET shows a page and changes nothing, because mail scanners open every
 * link. The POST of RFC 8058 and that of the page's button unsubscribe. A person who has already left, or was
 * erased, gets the same answer.
 */
export function unsubscribeRoutes(app: App): Hono<AppEnvironment> {
  const { links, store, suppressions, clock, newsletter, pages } = app;
  const leave = createBatcher<Unsubscription>(async (items) => {
    await unsubscribe(store, items, { suppressions, now: clock() });
  });
  const done = new Map(
    app.pages.locales.map((locale) => {
      const t = app.pages.translator(locale);
      return [locale, `${t('pages:unsubscribedTitle', { publication: '' })}\n`];
    }),
  );
  const routes = new Hono<AppEnvironment>();

  routes.get('/:token', (c) => {
    const verdict = links.verify(c.req.param('token'), 'unsubscribe');
    if ('problem' in verdict) return answerMessage(c, app, 'link', chooseLocale(c, app));
    const locale = chooseLocale(c, app, verdict.locale);
    const lists = newsletter.lists.map(({ id, name }) => ({ id, name: localisedText(name, locale) }));
    const page = {
      title: 'pages:unsubscribeTitle',
      addresses: samePageLinks(c, pages.locales),
      act: {
        text: 'pages:unsubscribeText',
        button: 'pages:unsubscribeButton',
        action: `${c.req.path}?lang=${locale}`,
        lists: lists.length > 1 ? lists : [],
      },
    } as const;
    return answer(c, app, page, locale);
  });

  routes.post('/:token', async (c) => {
    const verdict = links.verify(c.req.param('token'), 'unsubscribe');
    if ('problem' in verdict) return answerMessage(c, app, 'link', chooseLocale(c, app));
    const { subscriber, dispatch } = verdict;
    const locale = chooseLocale(c, app, verdict.locale);
    const form = await readForm(c);
    if (form && fieldOf(form, 'List-Unsubscribe').toLowerCase() === 'one-click') {
      await leave({ subscriber, dispatch, source: 'one-click' });
      c.set('locale', locale);
      c.header('Content-Language', locale);
      return c.text(done.get(locale) ?? '');
    }
    const list = form ? fieldOf(form, 'list') : '';
    if (newsletter.lists.some(({ id }) => id === list)) {
      await unsubscribeFromList(store, { subscriber, dispatch, source: 'page' }, list, {
        suppressions,
        now: clock(),
      });
      return goToMessage(c, 'left', locale);
    }
    if (!form || fieldOf(form, 'do') !== 'yes') return answerMessage(c, app, 'link', locale);
    await leave({ subscriber, dispatch, source: 'page' });
    return goToMessage(c, 'unsubscribed', locale);
  });
  return routes;
}
