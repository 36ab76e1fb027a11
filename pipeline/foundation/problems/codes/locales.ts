import { didYouMean } from '../suggest.ts';
import { error } from './entry.ts';

/** The interface texts in `locales/`. */
export const localeCodes = {
  'language-tag': error((data: { tag: string }) => ({
    message: `"${data.tag}" is not a language tag.`,
    hint: 'Use a BCP 47 tag such as de, pt-BR or zh-Hant.',
  })),
  'locale-unfinished': error(
    (data: { locale: string; open: number; all: number; policy: 'refuse' | 'hold' | 'source' }) => ({
      message: `The interface texts in "${data.locale}" are not finished: ${data.open} of ${data.all} are missing, still in the source language, out of date or not valid.`,
      hint: {
        refuse: `Run "courant translate status --locale ${data.locale}" and translate them, or set languages.missingTranslation in newsletter.yaml to "hold" or "source".`,
        hold: `Run "courant translate status --locale ${data.locale}" and translate them. Until then Courant holds the edition in "${data.locale}".`,
        source: `Run "courant translate status --locale ${data.locale}" and translate them. Until then readers of "${data.locale}" get the source edition.`,
      }[data.policy],
    }),
  ),
  'locale-key-missing': error((data: { key: string; locale: string; other: string }) => ({
    message: `The text "${data.key}" is missing in "${data.locale}"; ${data.other} has it.`,
    hint: 'Translate it: Courant never shows the text of another language in its place.',
  })),
  'locale-key-empty': error((data: { key: string }) => ({
    message: `The text "${data.key}" is empty.`,
    hint: 'Translate it: an empty text would leave a gap in the edition.',
  })),
  'locale-key-unused': error((data: { key: string; nearest: readonly string[] }) => ({
    message: `No template uses the text "${data.key}".`,
    hint:
      data.nearest.length === 0 ? 'Delete it.' : `${didYouMean(data.key, data.nearest)} If not, delete it.`,
  })),
  'locale-key-unknown': error((data: { key: string; known: readonly string[] }) => ({
    message: `No locale file has the text "${data.key}" that this template uses.`,
    hint: didYouMean(data.key, data.known),
  })),
  'locale-plural-missing': error((data: { key: string; locale: string; category: string }) => ({
    message: `The text "${data.key}" lacks the plural form "${data.category}", which "${data.locale}" needs.`,
    hint: `Add "${data.key}_${data.category}".`,
  })),
  'locale-placeholders': error((data: { key: string; here: string; there: string; other: string }) => ({
    message: `The text "${data.key}" has the placeholders ${data.here} here, but ${data.there} in ${data.other}.`,
    hint: 'Use the same {{names}} in every language.',
  })),
  'locale-placeholder-unknown': error((data: { key: string; name: string; given: readonly string[] }) => ({
    message: `The text "${data.key}" uses {{${data.name}}}, but no template provides that value.`,
    hint: `${given(data.given)} To provide another value, write {{t "${data.key}" ${data.name}=…}} in the template.`,
  })),
  'locale-plural-count': error((data: { key: string }) => ({
    message: `The text "${data.key}" has plural forms, but this template gives it no number.`,
    hint: `Give it the number: {{t "…:${data.key}" count=…}}.`,
  })),
  'locale-syntax': error((data: { key: string; reason: string }) => ({
    message: `The text "${data.key}" is not valid: ${data.reason}.`,
    hint: 'Write a placeholder as {{name}} or {{name, date}}. The formats are date, number and list.',
  })),
};

function given(names: readonly string[]): string {
  return names.length === 0
    ? 'The templates provide no value for it.'
    : `The templates provide ${names.map((name) => `{{${name}}}`).join(', ')}.`;
}
