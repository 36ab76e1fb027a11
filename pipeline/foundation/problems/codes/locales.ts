import { didYouMean } from '../suggest.ts';
import { error } from './entry.ts';

/** The interface strings under `locales/`. */
export const localeCodes = {
  'locale-key-missing': error((data: { key: string; locale: string; other: string }) => ({
    message: `The text "${data.key}" is missing in "${data.locale}" (it stands in ${data.other}).`,
    hint: 'There is no fall-back to another language: translate it.',
  })),
  'locale-key-empty': error((data: { key: string }) => ({
    message: `The text "${data.key}" is empty.`,
    hint: 'Translate it; an empty text would leave a hole in the edition.',
  })),
  'locale-key-unused': error((data: { key: string; nearest: readonly string[] }) => ({
    message: `No template asks for the text "${data.key}".`,
    hint: data.nearest.length === 0 ? 'Delete it.' : `${didYouMean(data.key, data.nearest)} Else delete it.`,
  })),
  'locale-key-unknown': error((data: { key: string; known: readonly string[] }) => ({
    message: `The text "${data.key}" is asked for here, and no locale file has it.`,
    hint: didYouMean(data.key, data.known),
  })),
  'locale-plural-missing': error((data: { key: string; locale: string; category: string }) => ({
    message: `The text "${data.key}" lacks its form "${data.category}", which "${data.locale}" needs.`,
    hint: `Add "${data.key}_${data.category}".`,
  })),
  'locale-placeholders': error((data: { key: string; here: string; there: string; other: string }) => ({
    message: `The text "${data.key}" has the placeholders ${data.here} here, and ${data.there} in ${data.other}.`,
    hint: 'Every language fills in the same values: use the same {{names}}.',
  })),
  'locale-placeholder-unknown': error((data: { key: string; name: string; given: readonly string[] }) => ({
    message: `The text "${data.key}" asks for {{${data.name}}}, which nothing gives it.`,
    hint: `${given(data.given)} The templates say so: {{t "${data.key}" ${data.name}=…}}.`,
  })),
  'locale-plural-count': error((data: { key: string }) => ({
    message: `The text "${data.key}" has plural forms, and is asked for without a number here.`,
    hint: `Give it the number: {{t "…:${data.key}" count=…}}.`,
  })),
  'locale-syntax': error((data: { key: string; reason: string }) => ({
    message: `The text "${data.key}" cannot be used: ${data.reason}.`,
    hint: 'A placeholder is {{name}} or {{name, date}}; the formats are date, number and list.',
  })),
};

function given(names: readonly string[]): string {
  return names.length === 0
    ? 'It is given nothing.'
    : `It is given ${names.map((name) => `{{${name}}}`).join(', ')}.`;
}
