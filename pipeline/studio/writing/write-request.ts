import { z } from 'zod';
import type { Inline } from '../../content/inline.ts';
import type { FieldInput } from '../protocol/write.ts';

const inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), value: z.string() }),
    z.strictObject({ type: z.literal('code'), value: z.string() }),
    z.strictObject({ type: z.literal('break') }),
    z.strictObject({ type: z.enum(['strong', 'emphasis']), children: z.array(inline) }),
    z.strictObject({
      type: z.literal('link'),
      address: z.string(),
      children: z.array(inline),
      isBare: z.literal(true).exactOptional(),
    }),
    z.strictObject({ type: z.literal('note'), label: z.string() }),
  ]),
);
const tree = z.strictObject({ nodes: z.array(inline) });

const input: z.ZodType<FieldInput> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    tree,
    z.strictObject({ cells: z.array(z.union([z.string(), tree])) }),
    z.array(input),
    z.record(z.string(), input),
  ]),
);
const values = z.record(z.string(), input);
const changes = z.record(z.string(), input.nullable());
const index = z.int().min(0);
const joins = z.array(index).exactOptional();

const entry = z.union([
  z.strictObject({ from: index }),
  z.strictObject({ from: index, set: changes, joins }),
  z.strictObject({ from: index, into: z.string(), values, joins }),
  z.strictObject({ copyOf: index, set: changes.exactOptional() }),
  z.strictObject({ block: z.strictObject({ kind: z.string(), values }), splitOf: index.exactOptional() }),
]);
const list = z
  .strictObject({ seen: z.array(z.string()).max(5000), next: z.array(entry).max(5000) })
  .refine(({ seen, next }) => {
    const from = next.flatMap((each) => ('from' in each ? [each.from] : []));
    const named = next.flatMap((each) =>
      'block' in each ? (each.splitOf ?? []) : 'from' in each ? each.from : each.copyOf,
    );
    // A block is at one place only.
    return named.every((at) => at < seen.length) && new Set(from).size === from.length;
  })
  .exactOptional();

const request = z.string().min(1).max(100).exactOptional();

/** The changes that a page can request of the source of an issue. */
export const writeRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('write'),
    head: z.record(z.string(), z.strictObject({ seen: z.string(), value: input.nullable() })).exactOptional(),
    lists: z.strictObject({ body: list, stories: list, corrections: list }).exactOptional(),
    label: z.string().max(200).exactOptional(),
    request,
  }),
  z.strictObject({ action: z.literal('undo'), request }),
  z.strictObject({ action: z.literal('redo'), request }),
]);
