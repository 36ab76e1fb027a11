import { createHash } from 'node:crypto';
import { type DocumentText, textsOfDocument } from '../content/document-texts.ts';
import { sourceOf } from '../content/parse-document.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { Publication } from '../publication/publication.ts';
import { doubtfulSentences, foreignLanguage } from './language/foreign-language.ts';
import { loadDetector } from './language/load-detector.ts';

/**
 * Finds the texts and sentences of an issue that are in a different language from their file. The result maps
 * the language of each file to these texts, each with its own language. Leaves out texts of a translation
 * that repeat its source, because another rule reports them.
 */
export async function findForeign(
  { newsletter }: Pick<Publication, 'newsletter'>,
  { documents }: Pick<ReadIssue, 'documents'>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const [, source] = sourceOf(documents) ?? [];
  const original = new Set(source && textsOfDocument(source).map(({ text }) => text));
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const [own, document] of documents) {
    const foreign = new Map<string, string>();
    for (const each of textsOfDocument(document)) {
      if (!isProse(each) || (document !== source && original.has(each.text))) continue;
      const language = await verdict(each.text, own, newsletter.languages.editions);
      if (language !== undefined) foreign.set(each.text, language);
      if (language !== undefined || each.role !== 'inline') continue;
      for (const sentence of doubtfulSentences(each.text, own)) {
        const found = await verdict(sentence, own, newsletter.languages.editions);
        if (found !== undefined) foreign.set(sentence, found);
      }
    }
    found.set(own, foreign);
  }
  return found;
}

/**
 * Whether a text must be in the language of its file. A quotation may be in the speaker's language, and a
 * name is the same in all languages.
 */
function isProse({ role, kind }: DocumentText): boolean {
  return kind !== 'quote' && ['inline', 'cells', 'text', 'alt'].includes(role);
}

/** The number of results to keep. The studio checks the same texts again after each change. */
const remembered = 10_000;
const known = new Map<string, string | undefined>();

async function verdict(text: string, own: string, all: readonly string[]): Promise<string | undefined> {
  const key = createHash('sha256')
    .update(JSON.stringify([own, all, text]))
    .digest('base64');
  if (known.has(key)) return known.get(key);
  const language = await foreignLanguage(text, { own, all }, loadDetector);
  if (known.size >= remembered) known.clear();
  known.set(key, language);
  return language;
}
