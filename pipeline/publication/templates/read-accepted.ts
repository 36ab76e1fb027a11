import { z } from 'zod';
import type { Place } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import type { TemplateLayer } from './read-templates.ts';

/** A feature that templates use although some mail programs do not support it, and the reason. */
export interface AcceptedFeature {
  /** Its name on Can I Email: `css-border-radius`. */
  readonly feature: string;
  /** Families of programs or single ones: `outlook`, `outlook.windows`. */
  readonly clients: readonly string[];
  readonly reason: string;
  readonly place: Place;
  /** Whether the entry is the publication's own, and not the package's or a theme's. */
  readonly isOwn: boolean;
}

const schema = z.strictObject({
  accepted: z.array(
    z.strictObject({
      feature: z.string().describe('The name of its page on caniemail.com, such as css-border-radius.'),
      clients: z.array(z.string()).min(1).describe('The programs that it may be missing from.'),
      reason: z.string().min(1).describe('What readers see there instead.'),
    }),
  ),
});

/**
 * Reads the accepted features of each layer. All layers count: a publication's entries add to the package's.
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
    const reading = source && parseYaml(source, report);
    if (reading === undefined) continue;
    const { value } = reading.tree;
    const result = schema.safeParse(value);
    reportRefusals(result.error?.issues ?? [], { reading, path: [], value, schema, where: file });
    const entries = result.data?.accepted ?? [];
    accepted.push(
      ...entries.map((entry, index) => {
        const place = reading.tree.place(['accepted', index, 'feature']);
        return { ...entry, place, isOwn };
      }),
    );
  }
  return accepted;
}
