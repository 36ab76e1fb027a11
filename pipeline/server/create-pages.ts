import { createHash } from 'node:crypto';
import { createAddresses } from '../editions/addresses.ts';
import { htmlHelpers, ownHelpers } from '../editions/template-helpers.ts';
import { createThemeView } from '../editions/theme-view.ts';
import { keepShortStarts } from '../editions/typography/no-break.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { createTranslator, type Translator } from '../publication/locales/create-translator.ts';
import { direction, nativeName } from '../publication/locales/direction.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { finishedLocales, type Publication } from '../publication/publication.ts';
import { compileTemplates } from '../publication/templates/compile-templates.ts';
import type { FieldProblem, Page } from './page.ts';
import type { Logo } from './read-logo.ts';
import { sitePaths } from './site-paths.ts';
import { placeOfZone, timeZonesByRegion } from './time-zones.ts';

/** The public pages in every language of the publication with complete interface texts. */
export interface Pages {
  readonly locales: readonly string[];
  /** Returns HTML. */
  render(page: Page, locale: string): string;
  translator(locale: string): Translator;
  /** The wording that people agree to when they subscribe. */
  agreement(locale: string): string;
  /** The hash of the pages' style sheet in the form for Content-Security-Policy: `'sha256-…'`. */
  readonly styleHash: string;
}

/** Compiles the page templates once per language. `publicUrl` is the public address of the pages. */
export function createPages(publication: Publication, publicUrl: string, logo: Logo | undefined): Pages {
  const { newsletter, texts, templates } = publication;
  const locales = finishedLocales(publication);
  const byLocale = new Map(
    locales.map((locale) => {
      const t = createTranslator(locale, texts.get(locale) ?? new Map());
      const render = compileTemplates(
        templates.pages,
        'page',
        htmlHelpers(t, ownHelpers(publication, locale, { raw: false })),
        { raw: false },
      );
      return [locale, { t, render, shared: sharedView(newsletter, locale, logo) }];
    }),
  );
  const of = (locale: string) => {
    const found = byLocale.get(locale);
    if (found === undefined) throw new RangeError(`There is no edition in "${locale}".`);
    return found;
  };
  const agreement = (locale: string) =>
    of(locale).t('pages:agree', { publication: localisedText(newsletter.name, locale) });
  const absolute = (path: string | undefined) => path && `${publicUrl}${path}`;
  const render = (page: Page, locale: string) => {
    const { t, render, shared } = of(locale);
    const say = (key: string) =>
      keepShortStarts(t(key, { publication: localisedText(newsletter.name, locale) }));
    return render({
      ...shared,
      ...kindOf(page, say, newsletter, locale),
      title: say(page.title),
      robots: page.isPublic ? 'index, follow' : 'noindex',
      canonical: page.isPublic ? absolute(page.addresses.get(locale)) : undefined,
      alternates: [...page.addresses].map(([locale, path]) => ({ locale, url: absolute(path) })),
      languages: locales
        .filter((other) => other !== locale && page.addresses.has(other))
        .map((other) => ({
          locale: other,
          direction: direction(other),
          name: nativeName(other),
          url: page.addresses.get(other),
        })),
    }).text;
  };
  return {
    locales,
    render,
    translator: (locale) => of(locale).t,
    agreement,
    styleHash: hashStyle(render(emptyPage, newsletter.languages.source)),
  };
}

const emptyPage: Page = { title: 'pages:missingTitle', addresses: new Map() };

/** Every page has the same style sheet, because the theme belongs to the publication. */
function hashStyle(html: string): string {
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

function sharedView(newsletter: Newsletter, locale: string, logo: Logo | undefined) {
  const { sender } = newsletter;
  return {
    locale,
    direction: direction(locale),
    theme: createThemeView(newsletter.theme),
    publication: {
      name: localisedText(newsletter.name, locale),
      description: localisedText(newsletter.description, locale),
      url: createAddresses(newsletter.url).index(locale),
      postal: localisedText(sender.postal, locale),
      logo: logo && { url: sitePaths.logo(logo.name), width: logo.width, height: logo.height },
      help: sender.help && normaliseLink(localisedText(sender.help, locale)),
    },
  };
}

function kindOf(
  { message, act, request, subscribe, preferences }: Page,
  say: (key: string) => string,
  newsletter: Newsletter,
  locale: string,
) {
  const translateAll = (problems: readonly FieldProblem[]) =>
    problems.map(({ field, text }) => ({ field, text: say(text) }));
  const invalid = (problems: readonly FieldProblem[], name = 'address') =>
    problems.some(({ field }) => field === name);
  return {
    message: message && {
      text: say(message.text),
      links: (message.links ?? []).map(({ label, url }) => ({ label: say(label), url })),
    },
    act: act && { ...act, text: say(act.text), button: say(act.button), lists: act.lists ?? [] },
    request: request && {
      ...request,
      problems: translateAll(request.problems),
      invalid: invalid(request.problems),
    },
    subscribe: subscribe && {
      ...subscribe,
      ...(subscribe.zone === undefined ? { zones: [] } : zoneChoice(subscribe.zone, newsletter)),
      agree: say('pages:agree'),
      problems: translateAll(subscribe.problems),
      invalid: invalid(subscribe.problems),
      agreeInvalid: invalid(subscribe.problems, 'agree'),
    },
    preferences: preferences && {
      ...preferences,
      ...zoneChoice(preferences.zone, newsletter),
      problems: translateAll(preferences.problems),
      editions: newsletter.languages.editions.map((edition) => ({
        locale: edition,
        name: nativeName(edition),
        chosen: edition === preferences.locale,
      })),
    },
    locale,
  };
}

/** The time zones to choose from, the newsletter's own first. */
function zoneChoice(chosen: string, { timeZone }: Newsletter) {
  return {
    ourZone: placeOfZone(timeZone),
    zones: [...timeZonesByRegion(chosen)].map(([region, zones]) => ({
      region,
      places: zones.map((zone) => ({ zone, name: placeOfZone(zone), chosen: zone === chosen })),
    })),
  };
}
