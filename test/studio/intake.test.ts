import { expect, test } from 'vitest';
import type { IntakeAnswer } from '../../pipeline/studio/protocol/intake.ts';
import { intakeRoutes } from '../../pipeline/studio/server/routes/intake.ts';

const post = (body: unknown) =>
  intakeRoutes().request('/api/intake', {
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
