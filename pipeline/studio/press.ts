import { createLanguages } from '../archive/archive-language.ts';
import { type ArchivedIssue, renderIssue } from '../archive/render-issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import {
  createEditionsRenderer,
  type EditionsRenderer,
  type RenderedIssue,
} from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import { anchorTemplates } from './anchors.ts';
import { type Look, type LookWish, renderLook } from './look.ts';
import { createMemoryCache } from './memory-cache.ts';

/** What issues are rendered with at a time. */
interface Setting {
  readonly publication: Publication;
  /** Whether templates, texts and configuration are without errors. */
  readonly isSound: boolean;
  /** With anchors for looking at, and as it is sent. Each is prepared when it is first asked for. */
  looker?: Promise<EditionsRenderer>;
  renderer?: Promise<EditionsRenderer>;
}

/** Renders issues for the studio: templates and pictures are prepared once and stay warm. */
export class Press {
  /** By path below the public address: the pictures of everything that was rendered. */
  readonly pictures = new Map<string, Uint8Array>();
  readonly #files: Files;
  readonly #cache = createMemoryCache();
  #setting: Setting | undefined;

  constructor(files: Files) {
    this.#files = files;
  }

  /** Renders with this publication from now on; where it is not sound, what cannot be rendered is no news. */
  use(publication: Publication | undefined, isSound: boolean): void {
    this.#setting = publication && { publication, isSound };
  }

  /** How an edition looks; undefined when it cannot be rendered. */
  async look(wish: LookWish): Promise<Look | undefined> {
    const setting = this.#setting;
    if (setting === undefined) return undefined;
    const { templates } = setting.publication;
    setting.looker ??= this.#prepare(setting, { ...templates, email: anchorTemplates(templates.email) });
    const made = await attempt(setting, renderLook(setting.looker, wish));
    this.#keep(made?.pictures ?? []);
    return made?.look;
  }

  /** The issue's editions as they are sent. */
  async render(read: ReadIssue, report: Report): Promise<RenderedIssue | undefined> {
    const setting = this.#setting;
    if (setting === undefined) return undefined;
    setting.renderer ??= this.#prepare(setting, setting.publication.templates);
    const rendered = await attempt(setting, (await setting.renderer).render(read, report));
    this.#keep(rendered?.pictures ?? []);
    return rendered;
  }

  /** What the archive will have of an issue, drafts as if they were ready. */
  async publish(rendered: RenderedIssue): Promise<ArchivedIssue | undefined> {
    const setting = this.#setting;
    if (setting === undefined) return undefined;
    const editions = rendered.editions.map((edition) => ({ ...edition, status: 'ready' as const }));
    const languageOf = createLanguages(setting.publication, (await setting.renderer)?.logo);
    const archived = await attempt(setting, renderIssue(languageOf, { ...rendered, editions }, this.#cache));
    for (const { path, content } of archived?.files ?? []) {
      if (typeof content !== 'string') this.pictures.set(path, content);
    }
    return archived;
  }

  #prepare({ publication }: Setting, templates: Publication['templates']): Promise<EditionsRenderer> {
    // What is wrong with the logo was told when the publication was loaded.
    return createEditionsRenderer({ ...publication, templates }, this.#files, new Report(), {
      cache: this.#cache,
    });
  }

  #keep(pictures: RenderedIssue['pictures']): void {
    for (const { path, bytes } of pictures) this.pictures.set(path, bytes);
  }
}

/** What is wrong with templates and texts may stop a rendering short; it was told when they were loaded. */
async function attempt<Result>(
  { isSound }: Setting,
  rendering: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await rendering;
  } catch (error) {
    if (isSound) throw error;
    return undefined;
  }
}
