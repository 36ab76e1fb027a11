import { Hono } from 'hono';
import { confirmSignUp } from '../../subscribers/confirm-sign-up.ts';
import { answer, answerMessage, chooseLocale, goToMessage, samePageLinks } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { fieldOf, readForm } from '../read-form.ts';

/**
 * The second step of subscribing is a button, because mail scanners open links and a GET must not subscribe
 * anybody.
 */
export function confirmRoutes(app: App): Hono<AppEnvironment> {
  const { links, store, suppressions, clock, pages } = app;
  const routes = new Hono<AppEnvironment>();

  routes.get('/:token', (c) => {
    const verdict = links.verify(c.req.param('token'), 'confirm');
    if ('problem' in verdict) return answerMessage(c, app, 'link', chooseLocale(c, app));
    const locale = chooseLocale(c, app, verdict.locale);
    const page = {
      title: 'pages:confirmTitle',
      addresses: samePageLinks(c, pages.locales),
      act: {
        text: 'pages:confirmText',
        button: 'pages:confirmButton',
        action: `${c.req.path}?lang=${locale}`,
      },
    } as const;
    return answer(c, app, page, locale);
  });

  routes.post('/:token', async (c) => {
    const verdict = links.verify(c.req.param('token'), 'confirm');
    if ('problem' in verdict) return answerMessage(c, app, 'link', chooseLocale(c, app));
    const locale = chooseLocale(c, app, verdict.locale);
    const form = await readForm(c);
    if (!form || fieldOf(form, 'do') !== 'yes') return answerMessage(c, app, 'link', locale);
    const result = await confirmSignUp(store, verdict.subscriber, { suppressions, now: clock() });
    return result === 'unknown' ? answerMessage(c, app, 'link', locale) : goToMessage(c, result, locale);
  });
  return routes;
}
