import { z } from 'zod';
import type { Files } from '../../foundation/files/files.ts';
import type { Place, Source } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import type { TemplateLayer } from './read-templates.ts';

/** A feature that templates use although some mail programs do not support it. */
export interface AcceptedFeature {
  /** The feature's name on Can I Email: `css-border-radius`. */
  readonly feature: string;
  /** Families of programs, or single programs: `outlook`, `outlook.windows`. */
  readonly clients: readonly string[];
  readonly reason: string;
  readonly place: Place;
  /** Whether the entry comes from the publication itself, not from the package or a theme. */
  readonly isOwn: boolean;
}

const schema = z.strictObject({
  accepted: z.array(
    z.strictObject({
      feature: z.string().describe('The name of the feature on caniemail.com, such as css-border-radius.'),
      clients: z.array(z.string()).min(1).describe('The mail programs that may lack the feature.'),
      reason: z.string().min(1).describe('What readers see in these programs instead.'),
    }),
  ),
});

/**
 * Reads the accepted features of each layer. A publication's entries add to those of the package and its
 * themes.
 */
export async function readAccepted(
  layers: readonly TemplateLayer[],
  report: Report,
): Promise<AcceptedFeature[]> {
  const accepted: AcceptedFeature[] = [];
  for (const { files, folder, isOwn } of layers) {
    const file = `${folder}/email/accepted.yaml`;
    if ((await files.stat(file)) === undefined) continue;
    const source = await readSource(files, file, 'the accepted features ("accepted: \u2026")', report);
    const entries = source && parseOnce(files, source, report);
    accepted.push(...(entries ?? []).map((entry) => ({ ...entry, isOwn })));
  }
  return accepted;
}

type Entry = Omit<AcceptedFeature, 'isOwn'>;

interface Known {
  readonly text: string;
  readonly entries: readonly Entry[];
}

/** The last entries of each file that had no problems. */
const parsed = new WeakMap<Files, Map<string, Known>>();

/** The studio reads the same files again and again, so unchanged files are not parsed again. */
function parseOnce(files: Files, source: Source, report: Report): readonly Entry[] {
  const known = parsed.get(files) ?? new Map<string, Known>();
  parsed.set(files, known);
  const { file, text } = source;
  const before = known.get(file);
  if (before?.text === text) return before.entries;
  const count = () => report.problems.length + report.hidden.length;
  const earlier = count();
  const entries = parse(source, report);
  // Problems have to be reported each time.
  if (count() === earlier) known.set(file, { text, entries });
  return entries;
}

function parse(source: Source, report: Report): readonly Entry[] {
  const reading = parseYaml(source, report);
  if (reading === undefined) return [];
  const { value } = reading.tree;
  const result = schema.safeParse(value);
  reportRefusals(result.error?.issues ?? [], { reading, path: [], value, schema, where: source.file });
  return (result.data?.accepted ?? []).map((entry, index) => ({
    ...entry,
    place: reading.tree.place(['accepted', index, 'feature']),
  }));
}
