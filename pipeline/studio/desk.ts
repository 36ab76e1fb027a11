import { mustTranslate } from '../content/blocks/fields.ts';
import type { BlockKind } from '../content/blocks/registry.ts';
import { type ParsedDocument, parseDocument, sourceOf } from '../content/parse-document.ts';
import { acceptParts, printRecord } from '../content/translation/accept-parts.ts';
import { compareTranslation, type Part } from '../content/translation/compare-translation.ts';
import { misspeltKeys } from '../content/translation/misspelt-keys.ts';
import {
  mendKey,
  omitPart,
  removePart,
  type SaveResult,
  saveWords,
  type TranslationOnDisk,
  type WordsToSave,
} from '../content/translation/save-words.ts';
import { readRecord, recordPath } from '../content/translation/source-record.ts';
import { diffWords } from '../content/translation/word-diff.ts';
import { type PartList, shapeOf, type Words } from '../content/translation/words.ts';
import { editSource } from '../foundation/edits/edit-source.ts';
import { createSource, type Source } from '../foundation/problems/place.ts';
import { fail, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { type DeskFiles, historyOf, type Written } from './desk-files.ts';
import type { DeskRequest } from './desk-request.ts';
import type { LivePublication } from './live-publication.ts';
import { type OpenIssue, ownLocales, sourceLocale } from './open-issue.ts';
import type { DeskPart, Desk as DeskView } from './protocol/desk.ts';
import type { ShownProblem } from './protocol/issues.ts';
import { type OpenPlace, showProblems } from './show-problems.ts';

/**
 * The result of a request. Nothing is written when the file differs from the version that the page showed, or
 * when the words would break the publication.
 */
export type DeskAnswer =
  | { readonly kind: 'saved' }
  | { readonly kind: 'conflict'; readonly current: Words | undefined }
  | { readonly kind: 'refused'; readonly problems: readonly ShownProblem[] };

/** A translation and its source, as they were read. */
interface FilesOnDisk extends TranslationOnDisk {
  readonly sourceFile: string;
  readonly sourceText: string | undefined;
}

/** The translator's desk of an issue: writes translations and their records. */
export class Desk {
  readonly #live: LivePublication;
  readonly #files: DeskFiles;

  constructor(live: LivePublication, files: DeskFiles) {
    this.#live = live;
    this.#files = files;
  }

  /** The parts of a translation in reading order. */
  async view(slug: string, locale: string, opens: OpenPlace): Promise<DeskView | undefined> {
    const opened = await this.#live.upToDate(slug);
    const original =
      opened &&
      ((await this.#live.sourceLocale(opened)) ?? this.#live.publication?.newsletter.languages.source);
    if (opened === undefined || original === undefined) return undefined;
    const source = sourceIn(opened);
    const translation = opened.read?.documents.get(locale);
    const isSourceBroken = !source?.reading.isSound;
    const compared = opened.translations.find((each) => each.locale === locale)?.parts ?? [];
    // Of a source that cannot be read, blocks are missing, and their translations would seem to be left over.
    const parts = isSourceBroken ? [] : compared;
    const notes = source?.fields?.['notes'];
    const file = filePath(slug, locale);
    const lineOf = ({ translationPath }: Part) =>
      translation && translationPath
        ? translation.reading.tree.source.position(translation.reading.tree.place(translationPath).start).line
        : undefined;
    const sourceFile = filePath(slug, original);
    const isShown = (each: Problem) =>
      isSourceBroken ? each.file === sourceFile : each.file === file && !isShownElsewhere(each);
    const problems = showProblems(this.#live.allProblems(slug).filter(isShown), opens);
    const shown = besideParts(parts.map(lineOf), problems);
    return {
      slug,
      locale,
      source: original,
      status: translation?.fields?.['status'] as DeskView['status'],
      parts: parts.map((part, at) => ({
        ...showPart(part, opens(file, lineOf(part))),
        problems: shown.get(at) ?? [],
        misspelt: misspeltKeys(part, translation).map(({ key, meant }) => ({ key, meant })),
      })),
      problems: shown.get(undefined) ?? [],
      notes: [notes].flat().filter((each) => typeof each === 'string'),
      isBroken: translation
        ? !translation.reading.isSound
        : problems.some(({ severity, code }) => severity === 'error' && code !== 'file-empty'),
      isSourceBroken,
      canUndo: this.#files.canUndo(historyOf(slug)),
    };
  }

  /**
   * Whether an issue is translated into a language: it appears in that language and is written in another.
   */
  async translates(slug: string, locale: string): Promise<boolean> {
    const opened = await this.#live.upToDate(slug);
    if (opened === undefined || sourceLocale(opened) === locale) return false;
    return ownLocales(opened, this.#live.locales).includes(locale);
  }

  /**
   * The file of a translation, and the place of a part in it: the field of the head, or the index in the list.
   * Undefined if the translation lacks the part.
   */
  async placeOf(
    slug: string,
    locale: string,
    key: string,
  ): Promise<{ file: string; text: string; place: { list: PartList; at: string | number } } | undefined> {
    const opened = await this.#live.upToDate(slug);
    const parts = opened?.translations.find((each) => each.locale === locale)?.parts ?? [];
    const part = parts.find((each) => each.key === key);
    const text = await this.#files.read(filePath(slug, locale));
    if (part?.translationPath === undefined || text === undefined) return undefined;
    const at = part.list === 'fields' ? key : Number(part.translationPath[1]);
    return { file: filePath(slug, locale), text, place: { list: part.list, at } };
  }

  /**
   * The changes of the files of a translation that save words for a part of a source as it is going to be. None if
   * the part in the translation is not the one that was shown.
   */
  async planSave(slug: string, locale: string, save: WordsToSave, source: Source): Promise<Written[]> {
    const reading = parseYaml(source, new Report());
    const after = reading && parseDocument(reading, 'source');
    const disk = await this.#fromDisk(slug, locale);
    return after ? this.#written(slug, locale, disk, saveWords({ ...disk, source: after }, save)) : [];
  }

  /** Carries out a request of the page, after all earlier ones. */
  act(slug: string, locale: string, request: DeskRequest): Promise<DeskAnswer> {
    return this.#files.changeInTurn(() => this.#act(slug, locale, request));
  }

  async #act(slug: string, locale: string, request: DeskRequest): Promise<DeskAnswer> {
    const file = filePath(slug, locale);
    if (request.action === 'undo') {
      const isUndone = await this.#files.undoIfUnchanged(historyOf(slug));
      return isUndone ? { kind: 'saved' } : { kind: 'conflict', current: undefined };
    }
    const disk = await this.#fromDisk(slug, locale);
    switch (request.action) {
      case 'save':
        return this.#write(slug, locale, disk, saveWords(disk, request));
      case 'omit':
        return this.#write(slug, locale, disk, omitPart(disk, { ...request, words: {} }));
      case 'remove':
        return this.#write(slug, locale, disk, removePart(disk, request));
      case 'mend':
        return this.#write(slug, locale, disk, mendKey(disk, request));
      case 'accept':
        return this.#accept(slug, locale, disk, request.part);
      case 'status': {
        const path = ['status'] as const;
        const text = editSource(createSource(file, disk.text ?? ''), {
          kind: 'set',
          path,
          value: request.status,
          after: [],
        });
        return this.#commit(slug, [{ path: file, before: disk.text, after: text }]);
      }
    }
  }

  /** Reads the files again, because somebody may have saved them a moment ago. */
  async #fromDisk(slug: string, locale: string): Promise<FilesOnDisk> {
    const known = await this.#live.upToDate(slug);
    const languages = this.#live.publication?.newsletter.languages;
    if (known === undefined || languages === undefined)
      fail('issue-unknown', { slug, known: this.#live.issues.map((each) => each.slug) });
    const original = await this.#live.sourceLocale(known);
    if (original === undefined) {
      const file = filePath(slug, languages.source);
      fail('issue-source-missing', { file }, { file });
    }
    const [sourceFile, file] = [filePath(slug, original), filePath(slug, locale)];
    const [sourceText, text] = [await this.#files.read(sourceFile), await this.#files.read(file)];
    await this.#live.refresh([sourceFile, file, recordPath(slug, locale)]);
    const opened = await this.#live.upToDate(slug);
    const source = sourceIn(opened);
    if (!source?.reading.isSound) return this.#files.refuseBroken(sourceFile, sourceText);
    const isBroken = opened?.read?.documents.get(locale)?.reading.isSound === false;
    if (isBroken) return this.#files.refuseBroken(file, text);
    const record = await readRecord(this.#live.files, slug, locale, new Report());
    return { source, sourceFile, sourceText, text, file, record };
  }

  async #write(slug: string, locale: string, disk: FilesOnDisk, result: SaveResult): Promise<DeskAnswer> {
    if (result.kind === 'conflict') {
      await this.#files.settled([disk.file, disk.text], [disk.sourceFile, disk.sourceText]);
      return { kind: 'conflict', current: result.current?.translation };
    }
    return this.#commit(slug, await this.#written(slug, locale, disk, result));
  }

  async #written(
    slug: string,
    locale: string,
    disk: TranslationOnDisk,
    result: SaveResult,
  ): Promise<Written[]> {
    if (result.kind === 'conflict') return [];
    const [file, record] = [filePath(slug, locale), recordPath(slug, locale)];
    return [
      { path: file, before: disk.text, after: result.text },
      { path: record, before: await this.#files.read(record), after: result.record },
    ];
  }

  async #accept(slug: string, locale: string, disk: TranslationOnDisk, key: string): Promise<DeskAnswer> {
    const opened = await this.#live.upToDate(slug);
    const parts = compareTranslation(disk.source, opened?.read?.documents.get(locale), disk.record);
    const record = printRecord(acceptParts(parts, { accepts: (part) => part.key === key }), `${locale}.yaml`);
    const path = recordPath(slug, locale);
    return this.#commit(slug, [{ path, before: await this.#files.read(path), after: record }]);
  }

  async #commit(slug: string, written: readonly Written[]): Promise<DeskAnswer> {
    await this.#files.commit(historyOf(slug), written);
    return { kind: 'saved' };
  }
}

/** The source of an issue; undefined if its file has no article, because it is empty. */
function sourceIn(opened: OpenIssue | undefined): ParsedDocument | undefined {
  const [, source] = (opened?.read && sourceOf(opened.read.documents)) ?? [];
  return source;
}

const filePath = (slug: string, locale: string) => `content/${slug}/${locale}.yaml`;

/** The problems that the states of the parts already show. */
const shownElsewhere: readonly Problem['code'][] = [
  'translation-missing',
  'translation-stale',
  'translation-machine',
  'translation-differs',
  'missing-field',
  'missing-alt',
];

const isShownElsewhere = ({ code }: Problem) => shownElsewhere.includes(code);

function showPart(part: Part, opens: string): Omit<DeskPart, 'problems' | 'misspelt'> {
  const { key, list, kind, state, source, whole, translation, note, was } = part;
  const changes = was ? diffWords(was, source ?? {}) : [];
  const shape = shapeOf(list, kind as BlockKind);
  const names = Object.keys(whole ?? {}).filter((field) => !(shape[field] && mustTranslate(shape[field])));
  return { key, list, kind, state, source, whole, translation, names, note, changes, opens };
}

/** The problems of the file, by part. The line decides which part a problem belongs to. */
function besideParts(
  lines: readonly (number | undefined)[],
  problems: readonly ShownProblem[],
): ReadonlyMap<number | undefined, readonly ShownProblem[]> {
  return Map.groupBy(problems, ({ line = 0 }) => {
    const before = lines.filter((each) => each !== undefined && each <= line) as number[];
    const at = lines.indexOf(Math.max(...before));
    return at < 0 ? undefined : at;
  });
}
