import { Hono } from 'hono';
import { type ParsedAddress, parseAddress } from '../../subscribers/parse-address.ts';
import { answer, chooseLocale, goToMessage } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import type { FieldProblem, Page } from '../page.ts';
import { type Form, fieldOf, readForm } from '../read-form.ts';
import { inEachLanguage, sitePaths } from '../site-paths.ts';
import { mailLink } from './preferences.ts';
import { tooMany } from './too-many.ts';

/** `/<locale>/preferences`: a fresh link for who has none, by mail. An unknown address is answered like a known one. */
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
    if (fieldOf(form, 'website') !== '') return goToMessage(c, 'mailed', locale);
    const address = parseAddress(fieldOf(form, 'address'));
    const problems: FieldProblem[] = [
      ...('reason' in address ? [{ field: 'address', text: 'pages:addressProblem' } as const] : []),
      ...(app.guard.accepts(fieldOf(form, 'guard')) ? [] : [{ text: 'pages:guardProblem' } as const]),
    ];
    if (problems.length > 0 || 'reason' in address)
      return answer(c, app, formPage(app, locale, form, problems), locale, 422);
    await mailLink(app, await findReachable(app, address), 'preferences', locale);
    return goToMessage(c, 'mailed', locale);
  });
  return routes;
}

/** Whoever left may still want to see or erase their data; who must not be mailed is not. */
async function findReachable({ store }: App, { normalised }: ParsedAddress): Promise<string | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('subscribers')
      .select('id')
      .where('normalised', '=', normalised)
      .where('state', '!=', 'suppressed')
      .executeTakeFirst(),
  );
  return row?.id;
}

function formPage(
  { newsletter, guard }: App,
  locale: string,
  form: Form | undefined,
  problems: readonly FieldProblem[],
): Page {
  return {
    title: 'pages:requestTitle',
    addresses: inEachLanguage(newsletter.languages.editions, sitePaths.request),
    request: {
      action: sitePaths.request(locale),
      guard: guard.issue(),
      address: form ? fieldOf(form, 'address') : '',
      problems,
    },
  };
}
