import i18next, { type FormatterModule } from 'i18next';
import type { LocaleTexts } from './read-locales.ts';
import { formatValue } from './value-formats.ts';

/** Gives the text of a key (`namespace:key`) with its values filled in. Throws when there is none. */
export type Translator = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** So many are kept: those of a page, and of the pages beside it. */
const mostTexts = 1000;

/** The texts of one language. There is no fall-back: a missing text or value is an error. */
export function createTranslator(locale: string, texts: LocaleTexts): Translator {
  const resources = Object.fromEntries(
    [...texts].map(([namespace, entries]) => [
      namespace,
      Object.fromEntries([...entries].map(([key, { text }]) => [key, text])),
    ]),
  );
  const instance = i18next.createInstance().use(createFormatter(locale));
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
  const t = instance.getFixedT(locale);
  // Most texts have no place to be filled in, or the same day and name many times over.
  const made = new Map<string, string>();
  return (key, values = {}) => {
    // Other values may be told apart by i18next and not by their JSON.
    if (!Object.values(values).every((value) => typeof value === 'string')) return t(key, { ...values });
    const call = `${key} ${JSON.stringify(values)}`;
    const text = made.get(call) ?? t(key, { ...values });
    if (made.size >= mostTexts) made.clear();
    made.set(call, text);
    return text;
  };
}

/** In the place of i18next's own, which shows a value as it is when it cannot write it, and says nothing. */
function createFormatter(locale: string): FormatterModule {
  const fixed = () => {
    throw new Error('The formats of placeholders are fixed.');
  };
  return {
    type: 'formatter',
    init() {},
    add: fixed,
    addCached: fixed,
    format: (value: unknown, format) =>
      format && value !== undefined ? formatValue(value, format, locale) : (value as string),
  };
}
