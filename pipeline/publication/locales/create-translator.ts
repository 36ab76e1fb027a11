import i18next, { type FormatterModule } from 'i18next';
import type { LocaleTexts } from './read-locales.ts';
import { formatValue } from './value-formats.ts';

/** Returns the text of a key (`namespace:key`) with its values filled in. Throws if there is no such text. */
export type Translator = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** The number of results to keep: enough for the texts of one page and of similar pages. */
const mostTexts = 1000;

/** The texts of one language. Never falls back to another language: a missing text or value throws. */
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
      throw new Error(`No value was given for ${match[0]} of a text in "${locale}".`);
    },
  });
  const t = instance.getFixedT(locale);
  // Results are kept: most texts have no placeholder, or get the same values many times.
  const made = new Map<string, string>();
  return (key, values = {}) => {
    // Values with the same JSON may still be different to i18next, so only calls with texts and whole numbers are kept.
    if (!Object.values(values).every(isPlain)) return t(key, { ...values });
    const call = `${key} ${JSON.stringify(values)}`;
    const text = made.get(call) ?? t(key, { ...values });
    if (made.size >= mostTexts) made.clear();
    made.set(call, text);
    return text;
  };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || (Number.isInteger(value) && !Object.is(value, -0));
}

/** Replaces the formatter of i18next, which silently prints a value unformatted if it cannot format it. */
function createFormatter(locale: string): FormatterModule {
  const fixed = () => {
    throw new Error('Formats of placeholders cannot be added.');
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
