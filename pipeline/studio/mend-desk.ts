import { z } from 'zod';
import type { MendedIssue } from '../check/mend-issue.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type DeskFiles, historyOf, type Written } from './desk-files.ts';
import type { LivePublication } from './live-publication.ts';

const file = z.string();

/** The requests that a page can send about a problem. */
export const mendRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('mend'),
    code: z.string(),
    file,
    mend: z.object({
      path: z.array(z.union([z.string(), z.number()])),
      text: z.string(),
      by: z.string().optional(),
    }),
  }),
  z.object({ action: z.literal('undo'), file }),
]);

type MendRequest = z.infer<typeof mendRequest>;

/**
 * The result of a request. `conflict` means that the file has changed since the page showed the problem, and
 * that nothing was written.
 */
interface MendAnswer {
  readonly kind: 'saved' | 'conflict';
}

/** Mends single problems in the files of issues, as `courant check --fix` does. */
export class MendDesk {
  readonly #live: LivePublication;
  readonly #files: DeskFiles;

  constructor(live: LivePublication, files: DeskFiles) {
    this.#live = live;
    this.#files = files;
  }

  /** Carries out a request of the page, after all earlier ones. */
  act(slug: string, request: MendRequest): Promise<MendAnswer> {
    return this.#files.changeInTurn(async () => {
      if (!request.file.startsWith(`content/${slug}/`)) return { kind: 'conflict' };
      if (request.action === 'mend') return this.#mend(slug, request);
      const isUndone = await this.#files.undoIfUnchanged(historyOf(slug), request.file);
      return { kind: isUndone ? 'saved' : 'conflict' };
    });
  }

  async #mend(
    slug: string,
    { code, file, mend: { by, ...mend } }: Extract<MendRequest, { action: 'mend' }>,
  ): Promise<MendAnswer> {
    // Reads the files again, because somebody may have saved them a moment ago.
    const locales = [...((await this.#live.upToDate(slug))?.read?.documents.keys() ?? [])];
    const names = locales.flatMap((locale) => [`${locale}.yaml`, `${locale}.source.yaml`]);
    await this.#live.refresh(names.map((name) => `content/${slug}/${name}`));
    const { publication, files } = this.#live;
    if (publication === undefined || this.#live.issue(slug) === undefined)
      fail('issue-unknown', { slug, known: this.#live.issues.map((each) => each.slug) });
    const wanted = { code, file, mend: { ...mend, ...(by !== undefined && { by }) } };
    const { mendProblem } = await import('../check/mend-issue.ts');
    const mended = await mendProblem(files, publication, slug, wanted);
    if (mended.files.size === 0) return { kind: 'conflict' };
    await this.#files.commit(historyOf(slug), await this.#changes(mended));
    return { kind: 'saved' };
  }

  async #changes({ files }: MendedIssue): Promise<Written[]> {
    const changes: Written[] = [];
    for (const [path, after] of files) {
      // The text from which the mended one was made. The disk may have a newer one.
      const before = await this.#live.files.read(path);
      changes.push({ path, before: before && Buffer.from(before).toString('utf8'), after });
    }
    return changes;
  }
}
