import { Hono } from 'hono';
import { answer, chooseLocale, goToMessage } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import type { MessagePage } from '../message-pages.ts';
import type { FieldProblem, Page } from '../page.ts';
import { type Form, fieldOf, readForm } from '../read-form.ts';
import { tooMany } from './too-many.ts';

/** A form that anybody may send, without a signed link. */
interface OpenForm {
  readonly page: (locale: string, form: Form | undefined, problems: readonly FieldProblem[]) => Page;
  /** The message that follows the form. It is the same for all addresses. */
  readonly done: MessagePage;
  /**
   * Does what the form asks for, or returns the problems that prevent it. Undefined for a form that was filled in
   * elsewhere and lacks fields; the page then asks for them.
   */
  readonly submit: (form: Form, locale: string) => Promise<readonly FieldProblem[] | undefined>;
}

/** The routes of an open form: GET shows it; POST applies the limits, reads it and submits it. */
export function openFormRoutes(app: App, { page, done, submit }: OpenForm): Hono<AppEnvironment> {
  const routes = new Hono<AppEnvironment>();

  routes.get('/', (c) => {
    const locale = chooseLocale(c, app);
    return answer(c, app, page(locale, undefined, []), locale);
  });

  routes.post('/', async (c) => {
    const locale = chooseLocale(c, app);
    if (!(await app.limits.take(c.get('client').address))) return tooMany(c, app, locale);
    const form = (await readForm(c)) ?? new Map<string, string[]>();
    // Only bots fill in this hidden field. They get the usual answer.
    if (fieldOf(form, 'website') !== '') return goToMessage(c, done, locale);
    const problems = await submit(form, locale);
    if (problems === undefined) return answer(c, app, page(locale, form, []), locale);
    if (problems.length > 0) return answer(c, app, page(locale, form, problems), locale, 422);
    return goToMessage(c, done, locale);
  });
  return routes;
}
