import { error } from './entry.ts';

/** Translations that do not say what their source says any more. */
export const translationCodes = {
  'translation-stale': error((data: { part: string; diff: string; slug: string; locale: string }) => ({
    message: `The source of ${data.part} has changed since it was translated: ${data.diff}`,
    hint: `Bring the translation up to date, then say so: courant translate accept ${data.slug} --locale ${data.locale}`,
  })),
  'translation-machine': error((data: { part: string; slug: string; locale: string }) => ({
    message: `A machine translated ${data.part}, and nobody has accepted it yet.`,
    hint: `Read it, mend it, then say so: courant translate accept ${data.slug} --locale ${data.locale}`,
  })),
  'locale-key-stale': error((data: { key: string; diff: string; locale: string }) => ({
    message: `The source of the text "${data.key}" has changed since it was translated: ${data.diff}`,
    hint: `Bring the translation up to date, then say so: courant translate accept --interface --locale ${data.locale}`,
  })),
  'translation-conflict': error((data: { file: string }) => ({
    message: `"${data.file}" has been changed on disk since it was read.`,
    hint: 'Look at what stands there now, and decide which words shall stay.',
  })),
  'translation-locale': error((data: { locale: string; known: readonly string[] }) => ({
    message: `There are no translations into "${data.locale}".`,
    hint: `Issues are translated into: ${data.known.join(', ') || '(no language: newsletter.yaml has one alone)'}.`,
  })),
};
