import { readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { fail } from '../problems/problem.ts';
import { Report } from '../problems/report.ts';
import { acceptParts, printRecord } from '../translation/accept-parts.ts';
import { compareTranslation, type Part } from '../translation/compare-translation.ts';
import { editYaml } from '../translation/edit-yaml.ts';
import { omitPart, type SaveResult, saveWords, type TranslationOnDisk } from '../translation/save-words.ts';
import { readRecord, recordPath } from '../translation/source-record.ts';
import { diffWords } from '../translation/word-diff.ts';
import type { Words } from '../translation/words.ts';
import type { DeskPart, Desk as DeskView } from './protocol.ts';
import type { OpenPlace } from './show-problems.ts';
import type { Workshop } from './workshop.ts';

const words = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** What the page asks the desk to do. */
export const deskRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('save'),
    part: z.string(),
    seen: words,
    base: words,
    words,
    machine: z.boolean().optional(),
  }),
  z.object({ action: z.literal('omit'), part: z.string(), seen: words, base: words }),
  z.object({ action: z.literal('accept'), part: z.string() }),
  z.object({ action: z.literal('status'), status: z.enum(['draft', 'ready']) }),
  z.object({ action: z.literal('undo') }),
]);

export type DeskRequest = z.infer<typeof deskRequest>;

/** What came of it: nothing is written where the disk says something else than the page showed. */
export type DeskAnswer =
  | { readonly kind: 'saved' }
  | { readonly kind: 'conflict'; readonly current: Words | undefined };

interface Written {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** The translator's desk: writes translations and their records, one change after the other. */
export class Desk {
  readonly #workshop: Workshop;
  readonly #root: string;
  /** By file: what was written, for undoing. */
  readonly #history = new Map<string, Written[][]>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(workshop: Workshop, root: string) {
    this.#workshop = workshop;
    this.#root = root;
  }

  /** The parts of a translation in reading order. */
  async view(slug: string, locale: string, opens: OpenPlace): Promise<DeskView | undefined> {
    const bench = await this.#workshop.upToDate(slug);
    const languages = this.#workshop.publication?.newsletter.languages;
    const source = languages && bench?.read?.documents.get(languages.source);
    if (bench === undefined || languages === undefined || source === undefined) return undefined;
    const translation = bench.read?.documents.get(locale);
    const parts = bench.translations.find((each) => each.locale === locale)?.parts ?? [];
    const notes = source.fields?.['notes'];
    const file = filePath(slug, locale);
    const lineOf = ({ translationPath }: Part) =>
      translation && translationPath
        ? translation.reading.tree.source.position(translation.reading.tree.place(translationPath).start).line
        : undefined;
    return {
      slug,
      locale,
      source: languages.source,
      status: translation?.fields?.['status'] as DeskView['status'],
      parts: parts.map((part) => showPart(part, opens(file, lineOf(part)))),
      notes: [notes].flat().filter((each) => typeof each === 'string'),
      isBroken: translation !== undefined && !translation.reading.isSound,
      canUndo: (this.#history.get(file) ?? []).length > 0,
    };
  }

  /** Does what the page asks, after everything that was asked before. */
  act(slug: string, locale: string, request: DeskRequest): Promise<DeskAnswer> {
    const turn = this.#queue.then(() => this.#act(slug, locale, request));
    // The next one does not care what became of this one.
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #act(slug: string, locale: string, request: DeskRequest): Promise<DeskAnswer> {
    const file = filePath(slug, locale);
    if (request.action === 'undo') return this.#undo(file);
    const disk = await this.#fromDisk(slug, locale);
    switch (request.action) {
      case 'save':
        return this.#write(slug, locale, disk, saveWords(disk, request));
      case 'omit':
        return this.#write(slug, locale, disk, omitPart(disk, { ...request, words: {} }));
      case 'accept':
        return this.#accept(slug, locale, disk, request.part);
      case 'status': {
        const path = ['status'] as const;
        const text = editYaml(disk.text ?? '', { kind: 'set', path, value: request.status, after: [] });
        return this.#commit([{ path: file, before: disk.text, after: text }]);
      }
    }
  }

  /** Reads past everything that is kept: somebody may have saved a moment ago. */
  async #fromDisk(slug: string, locale: string): Promise<TranslationOnDisk> {
    const { source: original = '' } = this.#workshop.publication?.newsletter.languages ?? {};
    await this.#workshop.refresh([
      filePath(slug, original),
      filePath(slug, locale),
      recordPath(slug, locale),
    ]);
    const bench = await this.#workshop.upToDate(slug);
    const source = bench?.read?.documents.get(this.#workshop.publication?.newsletter.languages.source ?? '');
    if (source === undefined)
      fail('issue-unknown', { slug, known: this.#workshop.issues.map((each) => each.slug) });
    const record = await readRecord(this.#workshop.files, slug, locale, new Report());
    return { source, text: await this.#read(filePath(slug, locale)), file: `${locale}.yaml`, record };
  }

  async #write(
    slug: string,
    locale: string,
    disk: TranslationOnDisk,
    result: SaveResult,
  ): Promise<DeskAnswer> {
    if (result.kind === 'conflict') return { kind: 'conflict', current: result.current?.translation };
    const record = recordPath(slug, locale);
    return this.#commit([
      { path: filePath(slug, locale), before: disk.text, after: result.text },
      { path: record, before: await this.#read(record), after: result.record },
    ]);
  }

  async #accept(slug: string, locale: string, disk: TranslationOnDisk, key: string): Promise<DeskAnswer> {
    const bench = await this.#workshop.upToDate(slug);
    const parts = compareTranslation(disk.source, bench?.read?.documents.get(locale), disk.record);
    const record = printRecord(acceptParts(parts, { accepts: (part) => part.key === key }), disk.file);
    const path = recordPath(slug, locale);
    return this.#commit([{ path, before: await this.#read(path), after: record }], filePath(slug, locale));
  }

  async #commit(written: readonly Written[], file = written[0]?.path ?? ''): Promise<DeskAnswer> {
    const changed = written.filter(({ before, after }) => before !== after);
    for (const { path, after } of changed) await this.#save(path, after);
    if (changed.length > 0)
      this.#history.set(file, [...(this.#history.get(file) ?? []), [...changed]].slice(-100));
    await this.#workshop.refresh(changed.map(({ path }) => path));
    return { kind: 'saved' };
  }

  /** Takes the last change back, unless somebody has changed the file since. */
  async #undo(file: string): Promise<DeskAnswer> {
    const history = this.#history.get(file) ?? [];
    const last = history.at(-1);
    if (last === undefined) return { kind: 'saved' };
    for (const { path, after } of last) {
      if ((await this.#read(path)) !== after) return { kind: 'conflict', current: undefined };
    }
    for (const { path, before } of last) await this.#save(path, before ?? '');
    this.#history.set(file, history.slice(0, -1));
    await this.#workshop.refresh(last.map(({ path }) => path));
    return { kind: 'saved' };
  }

  async #read(path: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.#root, path), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: whoever reads it meanwhile never sees half of it. */
  async #save(path: string, text: string): Promise<void> {
    const target = join(this.#root, path);
    const temporary = `${target}.${process.pid}.part`;
    const home = join(await realpath(this.#root), 'content');
    // A folder may be a link that leads elsewhere: nothing is written there.
    if (!(await realpath(dirname(target))).startsWith(home + sep)) fail('asset-outside', { asset: path });
    await writeFile(temporary, text);
    await rename(temporary, target);
  }
}

const filePath = (slug: string, locale: string) => `content/${slug}/${locale}.yaml`;

function showPart(part: Part, opens: string): DeskPart {
  const { key, list, kind, state, source, whole, translation, lacks, note, was, recorded } = part;
  const changes = was ? diffWords(was, source ?? {}) : [];
  const isRecorded = recorded !== undefined;
  return { key, list, kind, state, source, whole, translation, lacks, note, changes, opens, isRecorded };
}
