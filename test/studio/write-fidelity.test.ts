import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { WriteEntry } from '../../pipeline/studio/protocol/write.ts';
import { acceptAll } from '../content/translation/read-parts.ts';
import { openWriteRoom, type WriteRoom } from './open-write-room.ts';

// Random articles as people write them, in two languages, and random requests of the page. Each word and comment is
// there once, so that whatever an edit loses or moves can be named.

let room: WriteRoom;
beforeAll(async () => {
  room = await openWriteRoom();
});
afterAll(() => room?.close());

const forms = [
  'plain',
  'double',
  'single',
  'folded',
  'literal',
  'flow',
  'list',
  'flow-list',
  'anchored',
] as const;
type Form = (typeof forms)[number];

/** The lines of a block, indented by two spaces. `w` is its word in this language. */
function blockOf(form: Form, w: string, remark: string): string {
  const texts: Readonly<Record<Form, string>> = {
    plain: `- paragraph: ${w} said${remark}`,
    double: `- quote: "${w} \\u0041"${remark}\n  by: ${w}by`,
    single: `- paragraph: '${w} it''s'${remark}`,
    folded: `- paragraph: >-${remark}\n    ${w} one\n    two *three*`,
    literal: `- heading: |-${remark}\n    ${w} [a](https://a.example/${w.slice(1)})`,
    flow: `- { quote: ${w} q, by: ${w}by }${remark}`,
    list: `- list:${remark}\n    - ${w} a # first\n    # between\n    - ${w} b\n  ordered: true`,
    'flow-list': `- list: [${w} a, "${w} b"]${remark}`,
    anchored: `- paragraph: &p${w} ${w} anchored${remark}`,
  };
  return texts[form];
}

const draft = fc.record({
  blocks: fc.array(
    fc.record({ form: fc.constantFrom(...forms), above: fc.boolean(), remark: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 7,
    },
  ),
  indent: fc.constantFrom('', '  ', '    '),
  gap: fc.constantFrom('\n', '\n\n'),
  isWindows: fc.boolean(),
  hasMark: fc.boolean(),
  edits: fc.array(fc.constantFrom('keep', 'keep', 'set', 'remove', 'copy', 'convert', 'insert'), {
    maxLength: 7,
  }),
  order: fc.array(fc.nat(), { maxLength: 4 }),
});
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never;

function write({ blocks, indent, gap, isWindows, hasMark }: Draft, language: string, head: string) {
  const items = blocks.map(({ form, above, remark }, at) => {
    const w = `${language}${at}w`;
    const lines = blockOf(form, w, remark ? ` # r${w}` : '');
    const text = above ? `# a${w}\n${lines}` : lines;
    return text.replace(/^/gm, indent);
  });
  const whole = `# top ${language}\n${head}\nbody: # the ${language} body\n${items.join(gap)}\n`;
  const own = (text: string) => (isWindows ? text.replaceAll('\n', '\r\n') : text);
  return { text: (hasMark ? '\ufeff' : '') + own(whole), items: items.map(own) };
}

const main = (block: Record<string, unknown>) =>
  ['paragraph', 'quote', 'heading', 'list'].find((kind) => kind in block) ?? '';

test('everything that a random request does not edit keeps its bytes, in every language', async () => {
  const seen = { saved: 0, moved: 0 };
  await fc.assert(
    fc.asyncProperty(draft, async (random) => {
      const en = write(random, 'e', 'kind: article\ndate: 2026-03-09\nstatus: draft # c\nheadline: "B"');
      const nl = write(random, 'n', 'status: draft\nheadline: >-\n  De\n  brug');
      const bare = (text: string) => text.replace('\ufeff', '');
      const record = await acceptAll({ en: bare(en.text), nl: bare(nl.text) });
      const issue = await room.begin(
        { 'en.yaml': en.text, 'nl.yaml': nl.text, 'nl.source.yaml': record },
        'random',
      );
      const view = await issue.view();
      const values: Record<string, unknown>[] = parse(bare(en.text)).body;

      const next: WriteEntry[] = [];
      const expected: unknown[] = [];
      const kept: number[] = [];
      for (const [from, value] of values.entries()) {
        const edit = random.edits[from] ?? 'keep';
        const kind = main(value);
        if (edit === 'insert') {
          next.push({ block: { kind: 'paragraph', values: { paragraph: `fresh ${from}` } } });
          expected.push({ paragraph: `fresh ${from}` });
        }
        if (edit === 'remove') continue;
        if (edit === 'set' && kind !== 'list') {
          next.push({ from, set: { [kind]: `set ${from}: "x"` } });
          expected.push({ ...value, [kind]: `set ${from}: "x"` });
        } else if (edit === 'convert' && kind === 'paragraph') {
          next.push({ from, into: 'heading', values: { heading: String(value['paragraph']) } });
          expected.push({ heading: value['paragraph'] });
        } else {
          next.push({ from });
          expected.push(value);
          kept.push(from);
        }
        if (edit === 'copy') {
          next.push({ copyOf: from });
          expected.push(value);
        }
      }
      for (const number of random.order) {
        const at = number % Math.max(1, next.length);
        const to = (number >> 3) % Math.max(1, next.length);
        next.splice(to, 0, ...next.splice(at, 1));
        expected.splice(to, 0, ...expected.splice(at, 1));
      }

      const answer = await issue.act({
        action: 'write',
        lists: { body: { seen: view.body.map(({ hash }) => hash), next } },
      });
      expect(answer).toMatchObject({ kind: 'saved', unfollowed: [] });
      const [text, translated] = [issue.text('en.yaml') ?? '', issue.text('nl.yaml') ?? ''];
      expect(parse(bare(text)).body).toEqual(expected);
      for (const [file, after] of [
        [en, text],
        [nl, translated],
      ] as const) {
        expect(after.split(/^body/m)[0]).toBe(file.text.split(/^body/m)[0]);
        if (random.isWindows) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
        for (const at of kept) expect(after).toContain(file.items[at]);
      }
      // Each block that stays has its own translation, in the order of the source.
      const words = (file: string, sign: string) =>
        (parse(bare(file)).body ?? []).flatMap(
          (block: object) =>
            JSON.stringify(block)
              .match(new RegExp(`${sign}\\d+w`))?.[0]
              .slice(1) ?? [],
        );
      const stays = next.flatMap((entry) =>
        'from' in entry ? entry.from : 'copyOf' in entry ? entry.copyOf : [],
      );
      expect(words(translated, 'n')).toEqual(stays.map((at) => `${at}w`));
      const after = await issue.view();
      for (const [at, entry] of next.entries()) {
        const state = 'set' in entry ? 'stale' : 'block' in entry ? 'missing' : 'done';
        expect(after.body[at]?.translations[0]?.state).toBe(state);
      }
      await issue.act({ action: 'undo' });
      expect([issue.text('en.yaml'), issue.text('nl.yaml'), issue.text('nl.source.yaml')]).toEqual([
        en.text,
        nl.text,
        record,
      ]);
      seen.saved++;
      if (random.order.length > 0) seen.moved++;
    }),
    { numRuns: 25, seed: 20 },
  );
  expect(seen.moved).toBeGreaterThan(8);
});
