import { checkPublication } from '../check/check-publication.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';
import { readTheme } from '../publication/themes/read-theme.ts';
import { listThemes } from '../publication/themes/theme-folders.ts';
import { withTheme } from './with-theme.ts';

/** A theme, and the issue rendered in it. */
export interface RenderedTheme {
  readonly name: string;
  readonly description: string | undefined;
  /** Undefined when the issue cannot be rendered. The problems say why. */
  readonly issue: RenderedIssue | undefined;
}

interface RenderThemesOptions {
  readonly slug: string | undefined;
  readonly asOf: number;
  readonly cache: PictureCache;
}

/**
 * Renders an issue in every theme that the publication can choose. The theme values in newsletter.yaml apply
 * to each of them, as they would if somebody changed "from". Without an issue, it only lists the themes.
 */
export async function renderThemes(
  roots: Roots,
  { slug, asOf, cache }: RenderThemesOptions,
): Promise<{ themes: RenderedTheme[]; problems: Problem[] }> {
  const known = await listThemes(roots.publication, roots.package);
  const themes: RenderedTheme[] = [];
  // Problems in the texts are the same in every theme, so each is reported once.
  const problems = new Map<string, Problem>();
  for (const name of known.keys()) {
    const report = new Report();
    const options = { slugs: slug === undefined ? [] : [slug], asOf, cache };
    const checked = slug && (await checkPublication(await withTheme(roots, name), report, options));
    const chain = await readTheme(name, known, new Report());
    const description = chain?.at(-1)?.values.description;
    themes.push({ name, description, issue: checked ? checked.rendered[0] : undefined });
    for (const problem of report.problems) {
      const { code, file, line, column, message } = problem;
      problems.set([code, file, line, column, message].join('\n'), problem);
    }
  }
  return { themes, problems: [...problems.values()] };
}
