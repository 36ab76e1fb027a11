import { listSlugs, type ReadIssue, readIssues } from '../content/read-issues.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { RenderedEdition, RenderedIssue } from '../editions/render-editions.ts';
import { createEditionsRenderer, type EditionsRenderer } from '../editions/render-editions.ts';
import type { Files } from '../files/files.ts';
import { hasErrors, type Problem } from '../problems/problem.ts';
import { Report } from '../problems/report.ts';
import { loadPublication, type Publication } from '../publication/load-publication.ts';
import { checkIssueTranslations, checkTranslations } from '../translation/check-translations.ts';
import { readTranslations, type TranslationStatus } from '../translation/read-translations.ts';
import { anchorIssue, anchorTemplates, readAnchors } from './anchors.ts';
import { blockOrigins } from './block-origins.ts';
import { type KeptFiles, keepFiles } from './kept-files.ts';

/** An issue on the workbench: what its files say now, and the last good look of each edition. */
export interface BenchIssue {
  readonly slug: string;
  readonly read: ReadIssue | undefined;
  /** Counts up with every change that may show in it. */
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly translations: readonly TranslationStatus[];
}

/** An edition for looking at. */
export interface Look {
  readonly edition: RenderedEdition;
  /** The mail's HTML with anchors. */
  readonly html: RenderedEdition['edition']['html'];
  /** The version of the issue that it shows; an older one where the issue is broken now. */
  readonly version: number;
}

interface Bench extends BenchIssue {
  looks: Map<string, Look>;
  looking: Promise<void> | undefined;
  rendering: Promise<RenderedIssue | undefined> | undefined;
  renderProblems: readonly Problem[];
}

export interface WorkshopOptions {
  readonly publication: Files;
  /** Where the default templates and texts lie; the same object when it is the publication's own folder. */
  readonly package: Files;
}

/**
 * Keeps a publication warm: files, templates and pictures are read once, and after a change only what it touches is
 * made anew.
 */
export class Workshop {
  publication: Publication | undefined;
  /** What is wrong with the publication as a whole. */
  problems: readonly Problem[] = [];
  /** By path below the public address: the pictures of everything that was rendered. */
  readonly pictures = new Map<string, Uint8Array>();
  readonly files: KeptFiles;
  readonly #package: KeptFiles;
  readonly #issues = new Map<string, Bench>();
  #cache = memoryCache();
  #looker: Promise<EditionsRenderer> | undefined;
  #renderer: Promise<EditionsRenderer> | undefined;
  #version = 0;

  constructor(options: WorkshopOptions) {
    this.files = keepFiles(options.publication);
    this.#package = options.package === options.publication ? this.files : keepFiles(options.package);
  }

  /** The newest first. */
  get issues(): BenchIssue[] {
    return [...this.#issues.values()].sort((a, b) => (a.slug < b.slug ? 1 : -1));
  }

  issue(slug: string): BenchIssue | undefined {
    return this.#issues.get(slug);
  }

  get locales(): readonly string[] {
    return this.publication?.newsletter.languages.editions ?? [];
  }

  /** Reads the publication and the names of its issues; their contents follow by `read`. */
  async open(): Promise<void> {
    await this.#load();
    for (const slug of await listSlugs(this.files)) this.#issues.set(slug, this.#blank(slug));
  }

  /** Reads issues that were not read yet, the newest first, and yields each. */
  async *readAll(): AsyncGenerator<BenchIssue> {
    for (const { slug, read } of this.issues) {
      if (read === undefined) yield await this.#read(slug);
    }
  }

  /** Takes in what changed on disk; returns the issues that may look otherwise now. */
  async refresh(paths: readonly string[]): Promise<string[]> {
    for (const path of paths) {
      this.files.forget(path);
      this.#package.forget(path);
    }
    const slugs = paths.map((path) => /^content\/([^/]+)/.exec(path)?.[1]);
    if (slugs.includes(undefined)) {
      await this.#load();
      const known = this.issues.map(({ slug }) => slug);
      // Only what somebody looks at is read at once: the list is brought up to date behind it.
      for (const slug of known) this.#touch(slug);
      return known;
    }
    const changed = [...new Set(slugs as string[])];
    const present = await listSlugs(this.files);
    for (const slug of changed) {
      if (present.includes(slug)) await this.#read(slug);
      else this.#issues.delete(slug);
    }
    return changed;
  }

  /** The issue as its files are now. */
  async upToDate(slug: string): Promise<BenchIssue | undefined> {
    const bench = this.#issues.get(slug);
    return bench && bench.read === undefined ? this.#read(slug) : bench;
  }

  /** How an edition looks; the last good look where it cannot be rendered now. */
  async look(slug: string, locale: string): Promise<Look | undefined> {
    await this.upToDate(slug);
    const bench = this.#issues.get(slug);
    if (bench === undefined) return undefined;
    bench.looking ??= this.#render(bench);
    await bench.looking;
    return bench.looks.get(locale);
  }

  /** The issue's editions as they are sent and published, without anchors. */
  async rendered(slug: string): Promise<RenderedIssue | undefined> {
    await this.upToDate(slug);
    const bench = this.#issues.get(slug);
    if (bench === undefined || this.publication === undefined) return undefined;
    bench.rendering ??= this.#renderPlain(bench, this.publication);
    return bench.rendering;
  }

  /** The problems of an issue, with those that rendering found where it has been rendered. */
  allProblems(slug: string): readonly Problem[] {
    const bench = this.#issues.get(slug);
    return bench ? [...bench.problems, ...bench.renderProblems] : [];
  }

  async #load(): Promise<void> {
    const report = new Report();
    const roots = { package: this.#package, publication: this.files };
    const loaded = await loadPublication(roots, report);
    // While it is broken, the last good one goes on serving.
    const isSound = loaded !== undefined && !hasErrors(report.problems);
    if (loaded) await checkTranslations(roots, loaded, [], report);
    this.problems = report.problems;
    if (!isSound && this.publication !== undefined) return;
    this.publication = loaded;
    this.#looker = undefined;
    this.#renderer = undefined;
  }

  async #read(slug: string): Promise<BenchIssue> {
    const { publication } = this;
    const before = this.#issues.get(slug) ?? this.#blank(slug);
    if (publication === undefined) return before;
    const report = new Report();
    const [read] = await readIssues(this.files, publication.newsletter, [slug], report);
    if (read === undefined) return before;
    const roots = { package: this.#package, publication: this.files };
    await checkIssueTranslations(roots, publication, read, report);
    const translations = await readTranslations(
      this.files,
      read,
      publication.newsletter.languages,
      new Report(),
    );
    const bench: Bench = {
      ...before,
      read,
      translations,
      version: ++this.#version,
      problems: report.problems,
      looking: undefined,
      rendering: undefined,
      renderProblems: [],
    };
    this.#issues.set(slug, bench);
    return bench;
  }

  #touch(slug: string): void {
    const bench = this.#issues.get(slug);
    if (bench) this.#issues.set(slug, { ...bench, ...unread, version: ++this.#version });
  }

  #blank(slug: string): Bench {
    return { slug, version: ++this.#version, problems: [], translations: [], looks: new Map(), ...unread };
  }

  async #render(bench: Bench): Promise<void> {
    const { publication } = this;
    const issue = bench.read?.issue;
    if (publication === undefined || bench.read === undefined || issue === undefined) return;
    const report = new Report();
    const source = publication.newsletter.languages.source;
    const { documents } = bench.read;
    const anchored = anchorIssue(issue, (locale) => {
      const { body, stories } = blockOrigins(documents, source, locale);
      return { body: body.map(({ anchor }) => anchor), stories: stories.map(({ anchor }) => anchor) };
    });
    this.#looker ??= this.#createRenderer(publication, true);
    const rendered = await (await this.#looker).render({ ...bench.read, issue: anchored }, report);
    this.#keepPictures(rendered);
    for (const edition of rendered?.editions ?? []) {
      const html = edition.edition.html.map(anchorsIn) as Look['html'];
      // A later change may have been faster.
      const shown = bench.looks.get(edition.edition.locale)?.version ?? 0;
      if (shown <= bench.version)
        bench.looks.set(edition.edition.locale, { edition, html, version: bench.version });
    }
  }

  async #renderPlain(bench: Bench, publication: Publication): Promise<RenderedIssue | undefined> {
    if (bench.read === undefined) return undefined;
    const report = new Report();
    this.#renderer ??= this.#createRenderer(publication, false);
    const rendered = await (await this.#renderer).render(bench.read, report);
    this.#keepPictures(rendered);
    bench.renderProblems = report.problems;
    return rendered;
  }

  #createRenderer(publication: Publication, isForLooking: boolean): Promise<EditionsRenderer> {
    const templates = isForLooking
      ? { ...publication.templates, email: anchorTemplates(publication.templates.email) }
      : publication.templates;
    const options = { cache: this.#cache, mailOnly: isForLooking };
    // What is wrong with the logo was told when the publication was loaded.
    return createEditionsRenderer({ ...publication, templates }, this.files, new Report(), options);
  }

  #keepPictures(rendered: RenderedIssue | undefined): void {
    for (const { path, bytes } of rendered?.pictures ?? []) this.pictures.set(path, bytes);
  }
}

const unread = { read: undefined, looking: undefined, rendering: undefined, renderProblems: [] };

/** A mark may stand in any piece of a text with open places, and in their alternatives. */
function anchorsIn(part: Look['html'][number]): Look['html'][number] {
  if (typeof part === 'string') return readAnchors(part);
  if (!('when' in part)) return part;
  return { ...part, present: part.present.map(anchorsIn), absent: part.absent.map(anchorsIn) };
}

function memoryCache(): PictureCache {
  const kept = new Map<string, Uint8Array>();
  return {
    read: async (key) => kept.get(key),
    write: async (key, bytes) => {
      kept.set(key, bytes);
    },
  };
}
