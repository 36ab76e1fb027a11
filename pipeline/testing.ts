import { checkPublication } from './check/check-publication.ts';
import { fillMergeText } from './editions/merge-text.ts';
import { sampleValues } from './editions/sample-values.ts';
import { diskFiles } from './foundation/files/disk-files.ts';
import { printProblems } from './foundation/problems/print-problems.ts';
import { Report } from './foundation/problems/report.ts';
import { packageRoot } from './foundation/program/context.ts';
import { escapeHtml } from './foundation/text/escape-html.ts';

/** A rendered edition, to compare with a file. */
interface TestFile {
  /** Such as `2026-03-09-spring.en.html` or `2026-03-09-spring.en.txt`. */
  readonly path: string;
  readonly content: string;
}

/** Every issue counts as public, so that the test gives the same result on every day. */
const everyMoment = Number.MAX_SAFE_INTEGER;

/**
 * Renders every edition of the publication in this folder, with sample values in the personal parts, for the
 * publication's own snapshot test. If an edition cannot be rendered, throws an error that lists all problems.
 *
 * @example
 * for (const { path, content } of await renderForTests(root)) {
 *   test(path, ({ assert }) => assert.fileSnapshot(content, join(root, 'test/editions', path)));
 * }
 */
export async function renderForTests(root: string): Promise<TestFile[]> {
  const report = new Report();
  const roots = { package: diskFiles(packageRoot), publication: diskFiles(root) };
  const { rendered } = await checkPublication(roots, report, { asOf: everyMoment });
  if (report.errors > 0) throw new Error(`\n${printProblems(report.problems, { colour: false })}`);
  return rendered.flatMap(({ issue, editions }) =>
    editions.flatMap(({ edition }) => {
      const values = sampleValues(edition);
      const path = `${issue.slug}.${edition.locale}`;
      return [
        { path: `${path}.html`, content: fillMergeText(edition.html, values, escapeHtml) },
        { path: `${path}.txt`, content: fillMergeText(edition.text, values, String) },
      ];
    }),
  );
}
