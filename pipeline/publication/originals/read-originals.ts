import { z } from 'zod';
import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import { type Original, recordPath } from './original.ts';

/** A path below the publication's folder. The record may come from a pull request, so it leads nowhere else. */
const path = z.string().regex(/^(?![/\\])(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))[^:]+$/);

const schema = z.record(
  path,
  z.strictObject({
    from: path.describe('The file of Courant that the copy was made from.'),
    version: z.string().min(1).describe('The version of Courant.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The hash of the kept text.'),
  }),
);

/** Reads the record of the originals. Empty if there is none, or if it is invalid, which is reported. */
export async function readOriginals(files: Files, report: Report): Promise<readonly Original[]> {
  const source = await readSource(files, recordPath, '{}', report);
  const tree = source && parseJson(source, report);
  if (tree === undefined) return [];
  const reading = { tree, report, hidden: '', isSound: true };
  const result = schema.safeParse(tree.value);
  reportRefusals(result.error?.issues ?? [], {
    reading,
    path: [],
    value: tree.value,
    schema,
    where: recordPath,
  });
  return Object.entries(result.data ?? {}).map(([path, rest]) => ({ path, ...rest }));
}
