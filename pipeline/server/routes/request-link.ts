import type { Hono } from 'hono';
import { parseAddress } from '../../subscribers/parse-address.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { mailLink } from '../mail-link.ts';
import type { FieldProblem, Page } from '../page.ts';
import { type Form, fieldOf } from '../read-form.ts';
import { inEachLanguage, sitePaths } from '../site-paths.ts';
import { openFormRoutes } from './open-form-routes.ts';

/**
 * `/<locale>/preferences` mails a new link to a person who has none. The answer is the same for known and
 * unknown addresses.
 */
export function requestLinkRoutes(app: App): Hono<AppEnvironment> {
  return openFormRoutes(app, {
    page: (locale, form, problems) => formPage(app, locale, form, problems),
    done: 'mailed',
    async submit(form, locale) {
      const address = parseAddress(fieldOf(form, 'address'));
      if ('reason' in address) return [{ field: 'address', text: 'pages:addressProblem' }];
      const sent = app.guard.open(fieldOf(form, 'guard'));
      if (sent === undefined) return [{ text: 'pages:guardProblem' }];
      const { normalised } = address;
      const use = await mailLink(app, { kind: 'preferences', recipient: { normalised }, form: sent, locale });
      return use === 'reused' ? [{ text: 'pages:guardProblem' }] : [];
    },
  });
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
