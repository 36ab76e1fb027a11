import type { ArchivedIssue } from '../archive/render-issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { anchorTemplates } from '../editions/anchors.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { FormStore } from '../editions/mjml/form-store.ts';
import {
  createEditionsRenderer,
  type EditionsRenderer,
  type RenderedIssue,
} from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import { type RenderedView, renderView, type ViewRequest } from './rendered-view.ts';

/** The shared input of all renderings, which changes with templates, texts or configuration. */
interface Setting {
  readonly publication: Publication;
  /** Whether templates, texts and configuration are without errors. */
  readonly isSound: boolean;
  /**
   * The renderers for views, which have anchors, and for mail as it is sent. Each is created when it is first
   * used.
   */
  viewRenderer?: Promise<EditionsRenderer>;
  renderer?: Promise<EditionsRenderer>;
}

/** Renders issues for the studio. Templates and pictures are prepared once and kept. */
export class StudioRenderer {
  /** The pictures of everything that was rendered, by path below the public address. */
  readonly pictures: Map<string, Uint8Array>;
  readonly #files: Files;
  readonly #cache: PictureCache;
  readonly #forms: FormStore | undefined;
  #setting: Setting | undefined;

  constructor(
    files: Files,
    cache: PictureCache,
    forms: FormStore | undefined,
    pictures = new Map<string, Uint8Array>(),
  ) {
    this.#files = files;
    this.#forms = forms;
    this.pictures = pictures;
    this.#cache = cache;
  }

  /**
   * Renders with this publication from now on. While the publication has errors, editions that fail to render
   * are not reported.
   */
  use(publication: Publication | undefined, isSound: boolean): void {
    this.#setting = publication && { publication, isSound };
  }

  /** The view of an edition; undefined when it cannot be rendered. */
  async view(request: ViewRequest): Promise<RenderedView | undefined> {
    const setting = this.#setting;
    if (setting === undefined) return undefined;
    const { templates } = setting.publication;
    setting.viewRenderer ??= this.#prepare(setting, {
      ...templates,
      email: anchorTemplates(templates.email),
    });
    const made = await attempt(setting, renderView(setting.viewRenderer, request));
    this.#keep(made?.pictures ?? []);
    return made?.view;
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

  /** The archive's files of an issue, with drafts treated as ready. */
  async publish(rendered: RenderedIssue): Promise<ArchivedIssue | undefined> {
    const setting = this.#setting;
    if (setting === undefined) return undefined;
    const editions = rendered.editions.map((edition) => ({ ...edition, status: 'ready' as const }));
    const { createLanguages } = await import('../archive/archive-language.ts');
    const { renderIssue } = await import('../archive/render-issue.ts');
    const languageOf = createLanguages(setting.publication, (await setting.renderer)?.logo);
    const archived = await attempt(setting, renderIssue(languageOf, { ...rendered, editions }, this.#cache));
    for (const { path, content } of archived?.files ?? []) {
      if (typeof content !== 'string') this.pictures.set(path, content);
    }
    return archived;
  }

  #prepare({ publication }: Setting, templates: Publication['templates']): Promise<EditionsRenderer> {
    // A separate report, because loading the publication has already reported problems of the logo.
    return createEditionsRenderer({ ...publication, templates }, this.#files, new Report(), {
      cache: this.#cache,
      ...(this.#forms && { forms: this.#forms }),
    });
  }

  #keep(pictures: RenderedIssue['pictures']): void {
    for (const { path, bytes } of pictures) this.pictures.set(path, bytes);
  }
}

/**
 * Errors in templates or texts can make rendering throw. Loading the publication has already reported them.
 */
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
