import type { Place } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { didYouMean } from '../../foundation/problems/suggest.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';
import { findTheme, type ThemeFolder } from './theme-folders.ts';
import { type ThemeFile, themeFileSchema } from './theme-schema.ts';

/** A theme and its values. */
export interface ReadTheme {
  readonly folder: ThemeFolder;
  readonly values: ThemeFile;
  /** The values in its `theme.yaml`; undefined if it has only templates. */
  readonly tree: Tree | undefined;
}

/**
 * Reads a theme and the themes that it extends, the most basic one first. `place` is the place that names the
 * theme. Reports a theme that does not exist or cannot be used, and then returns undefined.
 */
export async function readTheme(
  name: string,
  known: ReadonlyMap<string, ThemeFolder>,
  report: Report,
  place?: Place,
): Promise<readonly ReadTheme[] | undefined> {
  const chain: ReadTheme[] = [];
  let next: { name: string; place: Place | undefined } | undefined = { name, place };
  while (next !== undefined) {
    const folder = findTheme(known, next.name);
    const refusal = refusalOf(folder, next.name, chain, known);
    if (refusal) report.add('invalid-value', refusal, next.place);
    const theme: ReadTheme | undefined = folder && !refusal ? await readOne(folder, report) : undefined;
    if (theme === undefined) return undefined;
    chain.unshift(theme);
    const { from } = theme.values;
    next = from === undefined ? undefined : { name: from, place: theme.tree?.place(['from']) };
  }
  return chain;
}

function refusalOf(
  folder: ThemeFolder | undefined,
  name: string,
  chain: readonly ReadTheme[],
  known: ReadonlyMap<string, ThemeFolder>,
) {
  if (folder === undefined)
    return { message: `There is no theme "${name}".`, hint: didYouMean(name, [...known.keys()]) };
  if (!chain.some((each) => each.folder === folder)) return undefined;
  const message = `The theme "${folder.name}" extends itself.`;
  return { message, hint: 'Name another theme, or delete "from".' };
}

async function readOne(folder: ThemeFolder, report: Report): Promise<ReadTheme | undefined> {
  const before = report.errors;
  const file = `${folder.path}/theme.yaml`;
  const source = await readSource(folder.files, file, 'the values of a theme ("light: \u2026")', report);
  if (source === undefined)
    return report.errors > before ? undefined : { folder, values: {}, tree: undefined };
  const reading = parseYaml(source, report);
  if (reading === undefined) return undefined;
  const { tree } = reading;
  const schema = themeFileSchema;
  const result = schema.safeParse(tree.value);
  reportRefusals(result.error?.issues ?? [], { reading, path: [], value: tree.value, schema, where: file });
  return result.success && report.errors === before ? { folder, values: result.data, tree } : undefined;
}
