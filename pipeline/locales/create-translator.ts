import i18next from 'i18next';
import type { LocaleTexts } from './read-locales.ts';

/** Gives the text of a key (`namespace:key`) with its values filled in. Throws when there is none. */
export type Translator = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** The texts of one language. There is no fall-back: a missing text or value is an error. */
export function createTranslator(locale: string, texts: LocaleTexts): Translator {
  const resources = Object.fromEntries(
    [...texts].map(([namespace, entries]) => [
      namespace,
      Object.fromEntries([...entries].map(([key, { text }]) => [key, text])),
    ]),
  );
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    ns: [...texts.keys()],
    defaultNS: false,
    keySeparator: false,
    nsSeparator: ':',
    resources: { [locale]: resources },
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`There is no text "${key}" in "${locale}".`);
    },
    missingInterpolationHandler: (_text, match) => {
      throw new Error(`Nothing was given for ${match[0]} of a text in "${locale}".`);
    },
  });
  instance.services.formatter?.add('date', (value, language, options) =>
    formatDate(value, language ?? locale, options),
  );
  const t = instance.getFixedT(locale);
  return (key, values = {}) => t(key, { ...values });
}

/** A day (year-month-day) as the language writes it; it is a day on the calendar, so no time zone moves it. */
function formatDate(value: unknown, locale: string, options: Intl.DateTimeFormatOptions): string {
  const { dateStyle = 'long', weekday, day, month, year } = options;
  const parts = {
    ...(weekday && { weekday }),
    ...(day && { day }),
    ...(month && { month }),
    ...(year && { year }),
  };
  const chosen = Object.keys(parts).length > 0 ? parts : { dateStyle };
  return new Intl.DateTimeFormat(locale, { ...chosen, timeZone: 'UTC' }).format(
    new Date(`${value}T00:00:00Z`),
  );
}
