import { error } from './entry.ts';

/** Translations that no longer match their source. */
export const translationCodes = {
  'translation-stale': error((data: { part: string; diff: string; slug: string; locale: string }) => ({
    message: `The source of ${data.part} has changed since it was translated: ${data.diff}`,
    hint: `Update the translation, then run: courant translate accept ${data.slug} --locale ${data.locale}`,
  })),
  'translation-machine': error((data: { part: string; slug: string; locale: string }) => ({
    message: `A machine translated ${data.part}, and nobody has accepted it yet.`,
    hint: `Read and correct it, then run: courant translate accept ${data.slug} --locale ${data.locale}`,
  })),
  'locale-key-stale': error((data: { key: string; diff: string; locale: string }) => ({
    message: `The source of the text "${data.key}" has changed since it was translated: ${data.diff}`,
    hint: `Update the translation, then run: courant translate accept --interface --locale ${data.locale}`,
  })),
  'translation-conflict': error((data: { file: string }) => ({
    message: `"${data.file}" has changed on disk since it was read.`,
    hint: 'Compare both versions and choose the one to keep.',
  })),
  'translation-locale': error((data: { locale: string; known: readonly string[] }) => ({
    message: `There are no translations into "${data.locale}".`,
    hint:
      data.known.length > 0
        ? `Choose one of the languages that issues are translated into: ${data.known.join(', ')}.`
        : 'Add a language to "languages.editions" in newsletter.yaml: it has only the source language.',
  })),
};
