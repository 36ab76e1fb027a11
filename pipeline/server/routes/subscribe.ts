import type { Hono } from 'hono';
import { domainOf } from '../../foundation/addresses/domain-of.ts';
import { isTimeZone } from '../../foundation/time/is-time-zone.ts';
import { createRandomMessageId } from '../../messages/message-id.ts';
import { localisedText } from '../../publication/newsletter/localised.ts';
import { parseAddress } from '../../subscribers/parse-address.ts';
import { cleanPersonName } from '../../subscribers/person-name.ts';
import { signUp } from '../../subscribers/sign-up.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import type { FieldProblem, Page } from '../page.ts';
import { type Form, fieldOf } from '../read-form.ts';
import { inEachLanguage, sitePaths } from '../site-paths.ts';
import { openFormRoutes } from './open-form-routes.ts';

/**
 * The form to subscribe, at `/<locale>/subscribe`. The answer is the same for all addresses, so that it does
 * not reveal who subscribes.
 */
export function subscribeRoutes(app: App): Hono<AppEnvironment> {
  return openFormRoutes(app, {
    page: (locale, form, problems) => formPage(app, locale, form, problems),
    done: 'sent',
    async submit(form, locale) {
      // The form in the archive sends only an address.
      if (!form.has('guard')) return undefined;
      const problems = findProblems(app, form);
      const address = parseAddress(fieldOf(form, 'address'));
      const sent = app.guard.open(fieldOf(form, 'guard'));
      if (problems.length > 0 || 'reason' in address || sent === undefined) return problems;

      const { store, newsletter, suppressions, personKey } = app;
      const use = await signUp(
        store,
        {
          address,
          locale,
          form: sent,
          name: cleanPersonName(fieldOf(form, 'name')),
          lists: chosenLists(app, form),
          timeZone: chosenZone(form),
          wording: { text: app.pages.agreement(locale), locale },
          messageId: createRandomMessageId(domainOf(newsletter.sender.address)),
          now: app.clock(),
        },
        { suppressions, personKey, limits: newsletter.server.limits },
      );
      if (use === 'reused') return [{ text: 'pages:guardProblem' }];
      app.mailer.kick();
      return [];
    },
  });
}

function findProblems(app: App, form: Form): FieldProblem[] {
  const isAddress = !('reason' in parseAddress(fieldOf(form, 'address')));
  const needsList = app.newsletter.lists.length > 0 && chosenLists(app, form).length === 0;
  return [
    ...(isAddress ? [] : [{ field: 'address', text: 'pages:addressProblem' } as const]),
    ...(needsList ? [{ field: 'lists', text: 'pages:listsProblem' } as const] : []),
    ...(fieldOf(form, 'agree') === 'yes' ? [] : [{ field: 'agree', text: 'pages:agreeProblem' } as const]),
    ...(app.guard.open(fieldOf(form, 'guard')) ? [] : [{ text: 'pages:guardProblem' } as const]),
  ];
}

/** The chosen lists that exist. */
function chosenLists({ newsletter }: App, form: Form): string[] {
  const chosen = form.get('list') ?? [];
  return newsletter.lists.map(({ id }) => id).filter((id) => chosen.includes(id));
}

/** The chosen time zone; undefined without a choice, or if the form did not ask. */
function chosenZone(form: Form): string | undefined {
  const zone = fieldOf(form, 'zone');
  return isTimeZone(zone) ? zone : undefined;
}

function formPage(app: App, locale: string, form: Form | undefined, problems: readonly FieldProblem[]): Page {
  const { newsletter, guard, pages } = app;
  return {
    title: 'pages:subscribeTitle',
    isPublic: problems.length === 0,
    addresses: inEachLanguage(pages.locales, sitePaths.subscribe),
    subscribe: {
      action: sitePaths.subscribe(locale),
      guard: guard.issue(),
      address: form ? fieldOf(form, 'address') : '',
      name: form ? fieldOf(form, 'name') : '',
      agreed: form !== undefined && fieldOf(form, 'agree') === 'yes',
      // The zone matters only if readers get an issue at their own hour.
      zone: newsletter.schedule?.readersTime ? ((form && chosenZone(form)) ?? '') : undefined,
      requestUrl: sitePaths.request(locale),
      problems,
      lists: newsletter.lists.map(({ id, name, description, chosen }) => ({
        id,
        name: localisedText(name, locale),
        description: description && localisedText(description, locale),
        chosen: form?.has('guard') ? (form.get('list') ?? []).includes(id) : chosen,
      })),
    },
  };
}
