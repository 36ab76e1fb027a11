import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { createAddresses } from '../editions/addresses.ts';
import { matchEdition } from '../publication/locales/language-tag.ts';
import { acceptedLocale } from './accepted-locale.ts';
import type { App, AppRequest } from './app-context.ts';
import { isMessagePage, type MessagePage, messagePage, messageStatus } from './message-pages.ts';
import type { Page } from './page.ts';
import { inEachLanguage, sitePaths } from './site-paths.ts';

/**
 * Chooses the language of an answer. The first of these that is known counts: the language chosen on the page
 * (`?lang=`), the signed link, the path, the browser, the source language.
 */
export function chooseLocale(c: AppRequest, { newsletter, pages }: App, link?: string): string {
  const { source } = newsletter.languages;
  const editions = pages.locales;
  const locale =
    matchEdition(c.req.query('lang'), editions) ??
    matchEdition(link, editions) ??
    matchEdition(c.req.path.split('/')[1], editions) ??
    acceptedLocale(c.req.header('accept-language'), editions) ??
    source;
  // Stored, so that a later error is answered in the same language.
  c.set('locale', locale);
  return locale;
}

export function answer(
  c: AppRequest,
  { pages }: App,
  page: Page,
  locale: string,
  status: ContentfulStatusCode = 200,
) {
  c.set('locale', locale);
  c.header('Content-Language', locale);
  c.header('Vary', 'Accept-Language');
  return c.html(pages.render(page, locale), status);
}

/** Answers with a page that shows one message, and with its status code. */
export function answerMessage(c: AppRequest, app: App, name: MessagePage, locale: string) {
  const editions = app.pages.locales;
  const isDone = messageStatus(name) === 200;
  const page = messagePage(name, locale, {
    archive: createAddresses(app.newsletter.url).index(locale),
    addresses: isDone
      ? inEachLanguage(editions, (other) => sitePaths.done(other, name))
      : samePageLinks(c, editions),
  });
  return answer(c, app, page, locale, messageStatus(name));
}

/** Redirects to a message page after a form has been processed. */
export function goToMessage(c: AppRequest, name: MessagePage, locale: string) {
  c.set('locale', locale);
  return c.redirect(sitePaths.done(locale, name), 303);
}

/** Answers with the page that follows a form, or with 404 if the name is unknown or names a failure. */
export function answerDone(c: AppRequest, app: App, name: string, locale: string) {
  const isDone = isMessagePage(name) && messageStatus(name) === 200;
  return answerMessage(c, app, isDone ? name : 'missing', locale);
}

/** The current address in each language, for pages whose address belongs to one person. */
export function samePageLinks(c: AppRequest, editions: readonly string[]): Map<string, string> {
  if (c.req.method !== 'GET') return new Map();
  return inEachLanguage(editions, (locale) => `${c.req.path}?lang=${locale}`);
}
