import type { Report } from '../foundation/problems/report.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { ParsedDocument } from './parse-document.ts';

/**
 * Reports files in the folder of an issue that look like articles but that Courant does not read. Hidden files are the
 * notes of editors and systems, such as `.#en.yaml` and `._en.yaml`. They come and go, and no key of a cache has them.
 */
export function reportUnreadFiles(
  folder: string,
  names: readonly string[],
  editions: readonly string[],
  report: Report,
): void {
  for (const name of names) {
    const file = `${folder}/${name}`;
    const [, stem, extension] = /^(.+)\.(ya?ml)$/i.exec(name) ?? [];
    if (stem === undefined || name.startsWith('.') || isRecord(stem, editions)) continue;
    if (extension !== 'yaml') report.add('file-name', { file: name, expected: `${stem}.yaml` }, { file });
    else if (!editions.includes(stem))
      report.add('locale-unconfigured', { locale: stem, configured: editions }, { file });
  }
}

/** Whether a file such as `nl.source.yaml` is the record of the translation in `nl.yaml`. */
function isRecord(stem: string, editions: readonly string[]): boolean {
  return stem.endsWith('.source') && editions.includes(stem.slice(0, -'.source'.length));
}

/** Reports a missing translation, with the severity that `languages.missingTranslation` implies. */
export function reportMissing(
  file: string,
  locale: string,
  source: ParsedDocument | undefined,
  languages: Newsletter['languages'],
  report: Report,
): void {
  const refused = languages.missingTranslation === 'refuse' && source?.fields?.['status'] !== 'draft';
  const policy = {
    refuse: ', or set languages.missingTranslation in newsletter.yaml to "hold" or "source"',
    hold: '; until then that edition is held',
    source: '; until then its readers get the source edition',
  }[languages.missingTranslation];
  report.add(
    'translation-missing',
    { locale, file, policy },
    { file },
    { severity: refused ? 'error' : 'warning' },
  );
}
