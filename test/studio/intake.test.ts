import { expect, test } from 'vitest';
import type { IntakeAnswer } from '../../pipeline/studio/protocol/intake.ts';
import { intakeRoutes } from '../../pipeline/studio/server/routes/intake.ts';

const routes = intakeRoutes({
  store: async (slug, file) => ({ file: `${slug}-${file}`, width: 1, height: 1, bytes: 1 }),
});

const post = (body: unknown) =>
  routes.request('/api/intake', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('pasted text comes back as blocks that the desk for writing takes', async () => {
  const answer = await post({
    html: '<p>A <b>crane</b>.</p><p><img src="cid:crane.png" alt="It"></p>',
    text: 'A crane.',
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    blocks: [
      {
        kind: 'paragraph',
        values: {
          paragraph: {
            nodes: [
              { type: 'text', value: 'A ' },
              { type: 'strong', children: [{ type: 'text', value: 'crane' }] },
              { type: 'text', value: '.' },
            ],
          },
        },
      },
    ],
    footnotes: {},
    lost: [{ what: 'picture', at: 1, near: 'A crane.', name: 'crane.png', values: { alt: 'It' } }],
  });
});

test('footnotes come with their labels only if the page knows those of the issue', async () => {
  const text = 'A claim[^1].\n\n[^1]: **Its** source.';
  const { footnotes } = (await (await post({ text, labels: ['1'] })).json()) as IntakeAnswer;
  expect(Object.keys(footnotes)).toEqual(['2']);
  const folded = (await (await post({ text })).json()) as IntakeAnswer;
  expect(folded.footnotes).toEqual({});
  expect(folded.blocks).toHaveLength(2);
});

test('a request without a text, or with too long a one, is refused', async () => {
  expect((await post({})).status).toBe(400);
  expect((await post({ html: 'a'.repeat(5_000_000) })).status).toBe(413);
});

test('pictures within the text are stored for the issue, and lost without one', async () => {
  const html =
    '<p>Before.</p><img alt="A dot" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 9 9%22 aria-label=%22A dot that is round and black and long enough to be no placeholder%22%3E%3Ccircle r=%229%22/%3E%3C/svg%3E"><p>After.</p>';
  const stored = (await (await post({ html, slug: 'spring' })).json()) as IntakeAnswer;
  expect(stored.blocks[1]).toEqual({ kind: 'image', values: { image: 'spring-picture.svg', alt: 'A dot' } });
  expect(stored.lost).toEqual([]);
  const lost = (await (await post({ html })).json()) as IntakeAnswer;
  expect(lost.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph']);
  expect(lost.lost).toEqual([
    { what: 'picture', at: 1, near: '', name: 'picture.svg', values: { alt: 'A dot' } },
  ]);
});
