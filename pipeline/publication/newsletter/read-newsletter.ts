import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { isObject, type Reading, valueAt } from '../../foundation/sources/reading.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import { mergeTheme } from '../themes/merge-theme.ts';
import { type ReadTheme, readTheme } from '../themes/read-theme.ts';
import { listThemes } from '../themes/theme-folders.ts';
import { checkContrast } from './check-contrast.ts';
import { checkNewsletter } from './check-newsletter.ts';
import { type Newsletter, newsletterSchema } from './newsletter-schema.ts';
import { keepForPlaces } from './place-in-newsletter.ts';
import { withoutSecrets } from './secrets-in-file.ts';

const file = 'newsletter.yaml';

/** The publication's configuration, and the themes that it is based on, the most basic one first. */
interface ReadNewsletter {
  readonly newsletter: Newsletter;
  readonly themes: readonly ReadTheme[];
}

/**
 * Reads the publication's configuration without its theme, for callers that render nothing. Reports a
 * configuration that cannot be used, and then returns undefined.
 */
export async function readNewsletter(files: Files, report: Report): Promise<Newsletter | undefined> {
  return (await readWithTheme(files, undefined, report))?.newsletter;
}

/**
 * Reads the publication's configuration with the values of its theme. `shipped` are the themes of Courant.
 */
export async function readWithTheme(
  files: Files,
  shipped: Files | undefined,
  report: Report,
): Promise<ReadNewsletter | undefined> {
  const source = await readSource(files, file, 'the configuration ("name: \u2026")', report);
  if (source === undefined) {
    if ((await files.stat(file)) === undefined) {
      const hint =
        'It contains the name, the sender and the languages; docs/operator/configuration.md has an example.';
      report.add('file-missing', { file, hint }, { file });
    }
    return undefined;
  }
  const before = report.errors;
  const parsed = parseYaml(source, report);
  if (parsed === undefined) return undefined;
  keepForPlaces(files, parsed.tree);
  const reading = withoutSecrets(parsed);
  const themes = (shipped && (await readThemes(reading, files, shipped))) ?? [];
  const written = reading.tree.value;
  const theme = mergeTheme(valueAt(written, ['theme']), themes);
  const value = isObject(written) ? { ...written, theme } : written;
  const schema = newsletterSchema;
  const result = schema.safeParse(value);
  const subject = { reading, path: [], value, schema, where: file };
  reportRefusals(result.error?.issues ?? [], subject);
  report.weigh(result.data?.check.codes);
  checkNewsletter(reading);
  checkContrast(reading, theme, themes);
  return result.data && report.errors === before ? { newsletter: result.data, themes } : undefined;
}

/** The themes that the file is based on; undefined if it names none. */
async function readThemes({ tree, report }: Reading, files: Files, shipped: Files) {
  const path = typeof valueAt(tree.value, ['theme']) === 'string' ? ['theme'] : ['theme', 'from'];
  const name = valueAt(tree.value, path);
  if (typeof name !== 'string' || name === '') return undefined;
  return readTheme(name, await listThemes(files, shipped), report, tree.place(path));
}
