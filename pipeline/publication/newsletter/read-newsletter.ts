import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import { checkNewsletter } from './check-newsletter.ts';
import { type Newsletter, newsletterSchema } from './newsletter-schema.ts';
import { withoutSecrets } from './secrets-in-file.ts';

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
  const before = report.errors;
  const parsed = parseYaml(source, report);
  if (parsed === undefined) return undefined;
  const reading = withoutSecrets(parsed);
  const { value } = reading.tree;
  const schema = newsletterSchema;
  const result = schema.safeParse(value);
  const subject = { reading, path: [], value, schema, where: file };
  reportRefusals(result.error?.issues ?? [], subject);
  report.weigh(result.data?.check.codes);
  checkNewsletter(reading);
  return report.errors > before ? undefined : result.data;
}
