import type { Files } from '../files/files.ts';
import type { Report } from '../problems/report.ts';
import { parseYaml } from '../sources/parse-yaml.ts';
import { readSource } from '../sources/read-source.ts';
import { checkNewsletter } from './check-newsletter.ts';
import { type Newsletter, newsletterSchema } from './newsletter-schema.ts';
import { reportSchemaIssues } from './schema-issues.ts';

const file = 'newsletter.yaml';

/** Reads the publication's configuration; undefined when it cannot be used, which is reported. */
export async function readNewsletter(files: Files, report: Report): Promise<Newsletter | undefined> {
  const source = await readSource(files, file, 'the configuration ("name: \u2026")', report);
  if (source === undefined) {
    if ((await files.stat(file)) === undefined) {
      const hint =
        'It holds the name, the sender and the languages; docs/operator/configuration.md has one to begin with.';
      report.add('file-missing', { file, hint }, { file });
    }
    return undefined;
  }
  const parsed = parseYaml(source, report);
  if (parsed === undefined) return undefined;
  const errors = () => report.problems.filter((problem) => problem.severity === 'error').length;
  const before = errors();
  const result = newsletterSchema.safeParse(parsed.tree.value);
  if (!result.success) {
    reportSchemaIssues(result.error.issues, newsletterSchema, { ...parsed, report }, 'newsletter.yaml');
    return undefined;
  }
  checkNewsletter(result.data, parsed.tree, report);
  return parsed.broken || errors() > before ? undefined : result.data;
}
