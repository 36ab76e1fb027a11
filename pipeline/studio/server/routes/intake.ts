import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { foldFootnotes } from '../../../intake/blocks/fold-footnotes.ts';
import type { Intake } from '../../../intake/blocks/intake-block.ts';
import { takeIn } from '../../../intake/take-in.ts';
import type { IntakeAnswer } from '../../protocol/intake.ts';

/** In bytes. Longer texts have pictures in them, which people drop as files. */
const longest = 5_000_000;

/** The route that converts pasted text to blocks. It fetches nothing that the text names. */
export function intakeRoutes(): Hono {
  const app = new Hono();
  app.use('/api/intake', bodyLimit({ maxSize: longest }));
  app.post('/api/intake', async (c) => {
    const request = intakeRequest.safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The request has neither "html" nor "text".' }, 400);
    const { html, text, labels } = request.data;
    const intake = takeIn({ html, text }, { labels });
    return c.json(answerOf(withoutPictures(labels === undefined ? foldFootnotes(intake) : intake)));
  });
  return app;
}

const intakeRequest = z
  .object({
    html: z.string().optional(),
    text: z.string().optional(),
    labels: z.array(z.string()).max(1000).optional(),
  })
  .refine(({ html, text }) => html !== undefined || text !== undefined);

/** Moves pictures that are not stored to what is lost. */
function withoutPictures({ blocks, footnotes, lost }: Intake): Intake {
  const kept: Intake['blocks'][number][] = [];
  const places: number[] = [];
  const gaps: Intake['lost'][number][] = [];
  for (const block of blocks) {
    places.push(kept.length);
    const { picture, values } = block;
    if (picture === undefined) kept.push(block);
    else gaps.push({ what: 'picture', at: kept.length, near: '', name: picture.name, values });
  }
  const moved = lost.map((each) => ({ ...each, at: places[each.at] ?? kept.length }));
  return { blocks: kept, footnotes, lost: [...moved, ...gaps].sort((a, b) => a.at - b.at) };
}

function answerOf({ blocks, footnotes, lost }: Intake): IntakeAnswer {
  return {
    blocks: blocks.map(({ kind, values }) => ({ kind, values })),
    footnotes: Object.fromEntries(footnotes.map(({ label, nodes }) => [label, { nodes }])),
    lost,
  };
}
