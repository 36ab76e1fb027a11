import { Hono } from 'hono';
import { localisedText } from '../../publication/newsletter/localised.ts';
import { changePreferences } from '../../subscribers/change-preferences.ts';
import { answer, answerMessage, chooseLocale, goToMessage, samePageLinks } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { mailLink } from '../mail-link.ts';
import type { Page } from '../page.ts';
import { describeChoices, readChoices } from '../preference-form.ts';
import { fieldOf, readForm } from '../read-form.ts';
import { sitePaths } from '../site-paths.ts';
import { tooMany } from './too-many.ts';

/**
 * The page on which subscribers change their data. People forward mail together with the link to it, so the
 * page hides the address, and requests that reveal or delete data must be confirmed through a new mail to
 * that address.
 */
export function preferenceRoutes(app: App): Hono<AppEnvironment> {
  const { links, store, clock, pages } = app;
  const routes = new Hono<AppEnvironment>();
  const find = async (token: string) => {
    const verdict = links.verify(token, 'preferences');
    if ('problem' in verdict) return undefined;
    const choices = await describeChoices(app, verdict.subscriber);
    return choices && { ...verdict, choices };
  };

  routes.get('/:token', async (c) => {
    const person = await find(c.req.param('token'));
    const locale = chooseLocale(c, app, person?.locale);
    if (person === undefined) return answerMessage(c, app, 'link', locale);
    const page = formPage(app, person, locale, `${c.req.path}?lang=${locale}`, person.choices, []);
    return answer(c, app, { ...page, addresses: samePageLinks(c, pages.locales) }, locale);
  });

  routes.post('/:token', async (c) => {
    const person = await find(c.req.param('token'));
    const locale = chooseLocale(c, app, person?.locale);
    if (person === undefined) return answerMessage(c, app, 'link', locale);
    const form = await readForm(c);
    const action = form ? fieldOf(form, 'do') : '';
    if (action === 'export' || action === 'erase') {
      if (!(await app.limits.take(c.get('client').address))) return tooMany(c, app, locale);
      await mailLink(app, { kind: action, recipient: { id: person.subscriber }, locale });
      return goToMessage(c, 'mailed', locale);
    }
    if (!form || action !== 'save') return answerMessage(c, app, 'link', locale);
    const { choices, problems } = readChoices(app, form, person.choices);
    if (problems.length > 0) {
      const page = formPage(app, person, locale, `${c.req.path}?lang=${locale}`, choices, problems);
      return answer(c, app, page, locale, 422);
    }
    const saved = await changePreferences(store, person.subscriber, choices, {
      suppressions: app.suppressions,
      now: clock(),
    });
    return saved ? goToMessage(c, 'saved', choices.locale) : answerMessage(c, app, 'link', locale);
  });

  const formPage = (
    { newsletter }: App,
    { subscriber, dispatch }: { readonly subscriber: string; readonly dispatch?: number },
    locale: string,
    action: string,
    choices: ReturnType<typeof readChoices>['choices'],
    problems: ReturnType<typeof readChoices>['problems'],
  ): Page => ({
    title: 'pages:preferencesTitle',
    addresses: new Map(),
    preferences: {
      isActive: choices.isActive,
      subscribeUrl: sitePaths.subscribe(locale),
      action,
      problems,
      name: choices.name ?? '',
      locale: choices.locale,
      zone: choices.timeZone ?? '',
      pause: choices.pause,
      earliest: choices.earliest,
      latest: choices.latest,
      unsubscribeUrl: new URL(links.unsubscribeUrl(subscriber, locale, undefined, dispatch)).pathname,
      lists: newsletter.lists.map(({ id, name, description }) => ({
        id,
        name: localisedText(name, locale),
        description: description && localisedText(description, locale),
        chosen: choices.lists?.includes(id) ?? false,
      })),
    },
  });
  return routes;
}
