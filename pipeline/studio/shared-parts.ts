import { type CheckedShared, checkShared } from '../check/check-shared.ts';
import { kindsVersion } from '../content/blocks/registry.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { namedLogo } from '../publication/find-logo.ts';
import type { Publication, Roots } from '../publication/publication.ts';

export type UsableShared = CheckedShared & { readonly publication: Publication };

/** The parts that all issues share: templates, texts and configuration. A broken change leaves the last good ones in use. */
export class SharedParts {
  publication: Publication | undefined;
  problems: readonly Problem[] = [];
  /** Whether `publication` is an earlier one, because the present one has errors. */
  isLastGood = false;
  /** What a check found in them, with the publication. */
  checked: UsableShared | undefined;
  /** Whether templates, texts and configuration are without errors. */
  isSound = false;
  /** The path of the logo that newsletter.yaml names, whether or not the file exists. */
  logo: string | undefined;
  readonly #roots: Roots;
  readonly #cache: PictureCache;
  #loadsBegun = 0;
  #loadedAt = 0;

  constructor(roots: Roots, cache: PictureCache) {
    this.#roots = roots;
    this.#cache = cache;
  }

  /** Reads and checks them again. Returns whether others are in use now. */
  async load(): Promise<boolean> {
    const loadedAt = ++this.#loadsBegun;
    const shared = await checkShared(this.#roots, this.#cache);
    // A load that began later has already finished, so its result is newer.
    if (this.#loadedAt > loadedAt) return false;
    this.#loadedAt = loadedAt;
    const { publication, canRender } = shared;
    this.problems = shared.found.problems;
    // If a missing logo breaks the publication, the file mends it.
    if (publication) this.logo = namedLogo(publication.newsletter);
    // The last good publication stays in use while the new one is broken.
    this.isLastGood = !canRender && this.isSound;
    if (this.isLastGood) return false;
    this.isSound = canRender;
    this.publication = publication;
    this.checked = publication && { ...shared, publication };
    return true;
  }

  /** The settings that affect how content is read and checked. */
  get settings(): string {
    const { languages, timeZone, schedule, check, lists, theme } = this.publication?.newsletter ?? {};
    const rules = this.publication?.rules.map(({ source }) => source.text);
    // Articles must not repeat the label of related links.
    const related = [...(this.publication?.texts ?? [])].map(([locale, texts]) => [
      locale,
      texts.get('email')?.get('related')?.text,
    ]);
    const ofIssues = [languages, timeZone, schedule, check, lists, theme?.logo];
    return JSON.stringify([...ofIssues, kindsVersion(), rules, related]);
  }
}
