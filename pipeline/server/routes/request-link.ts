import { Hono } from 'hono';
import { parseAddress } from '../../subscribers/parse-address.ts';
import { answer, chooseLocale, goToMessage } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { mailLink } from '../mail-link.ts';
import type { FieldProblem, Page } from '../page.ts';
import { type Form, fieldOf, readForm } from '../read-form.ts';
import { inEachLanguage, sitePaths } from '../site-paths.ts';
import { tooMany } from './too-many.ts';

/**
 * `/<locale>/preferences` mails a new link to a person who has none. The answer is the same for known and
 * unknown addresses.
 */
export function requestLinkRoutes(app: App): Hono<AppEnvironment> {
  const routes = new Hono<AppEnvironment>();

  routes.get('/', (c) => {
    const locale = chooseLocale(c, app);
    return answer(c, app, formPage(app, locale, undefined, []), locale);
  });

  routes.post('/', async (c) => {
    const locale = chooseLocale(c, app);
    if (!(await app.limits.take(c.get('client').address))) return tooMany(c, app, locale);
    const form = (await readForm(c)) ?? new Map<string, string[]>();
    // Only bots fill in this hidden field. They get the usual answer.
    if (fieldOf(form, 'website') !== '') return goToMessage(c, 'mailed', locale);
    const address = parseAddress(fieldOf(form, 'address'));
    const sent = app.guard.open(fieldOf(form, 'guard'));
    const refuse = (...problems: FieldProblem[]) =>
      answer(c, app, formPage(app, locale, form, problems), locale, 422);
    if ('reason' in address) return refuse({ field: 'address', text: 'pages:addressProblem' });
    if (sent === undefined) return refuse({ text: 'pages:guardProblem' });
    const { normalised } = address;
    const use = await mailLink(app, { kind: 'preferences', recipient: { normalised }, form: sent, locale });
    if (use === 'reused') return refuse({ text: 'pages:guardProblem' });
    return goToMessage(c, 'mailed', locale);
  });
  return routes;
}

function formPage(
  { pages, guard }: App,
  locale: string,
  form: Form | undefined,
  problems: readonly FieldProblem[],
): Page {
  return {
    title: 'pages:requestTitle',
    addresses: inEachLanguage(pages.locales, sitePaths.request),
    request: {
      action: sitePaths.request(locale),
      guard: guard.issue(),
      address: form ? fieldOf(form, 'address') : '',
      problems,
    },
  };
}
