import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import { foldFootnotes } from '../../../intake/blocks/fold-footnotes.ts';
import type { EmbeddedPicture, Intake, IntakeBlock, Lost } from '../../../intake/blocks/intake-block.ts';
import { takeIn } from '../../../intake/take-in.ts';
import type { PictureDesk } from '../../pictures/picture-desk.ts';
import type { IntakeAnswer } from '../../protocol/intake.ts';

/** In bytes. Longer texts have pictures in them, which people drop as files. */
const longest = 5_000_000;

/** The route that converts pasted text to blocks. It fetches nothing that the text names. */
export function intakeRoutes(pictures: Pick<PictureDesk, 'store'>): Hono {
  const app = new Hono();
  app.use('/api/intake', bodyLimit({ maxSize: longest }));
  app.post('/api/intake', async (c) => {
    const request = intakeRequest.safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The request has neither "html" nor "text".' }, 400);
    const { html, text, labels, slug } = request.data;
    const intake = takeIn({ html, text }, { labels });
    const folded = labels === undefined ? foldFootnotes(intake) : intake;
    const store = async ({ name, bytes }: EmbeddedPicture) =>
      slug === undefined ? undefined : (await pictures.store(slug, name, bytes)).file;
    return c.json(answerOf(await placePictures(folded, store)));
  });
  return app;
}

const intakeRequest = z
  .object({
    html: z.string().optional(),
    text: z.string().optional(),
    slug: z.string().max(200).optional(),
    labels: z.array(z.string()).max(1000).optional(),
  })
  .refine(({ html, text }) => html !== undefined || text !== undefined);

/** Stores the pictures that are part of the text. One that cannot be stored is lost, and its words stay. */
async function placePictures(
  { blocks, footnotes, lost }: Intake,
  store: (picture: EmbeddedPicture) => Promise<string | undefined>,
): Promise<Intake> {
  const kept: IntakeBlock[] = [];
  const gaps: Lost[] = [];
  const places: number[] = [];
  for (const { kind, values, picture } of blocks) {
    places.push(kept.length);
    const file = picture && (await store(picture).catch(unlessProblem));
    if (picture === undefined) kept.push({ kind, values });
    else if (file !== undefined) kept.push({ kind, values: { image: file, ...values } });
    else gaps.push({ what: 'picture', at: kept.length, near: '', name: picture.name, values });
  }
  const moved = lost.map((each) => ({ ...each, at: places[each.at] ?? kept.length }));
  return { blocks: kept, footnotes, lost: [...moved, ...gaps].sort((a, b) => a.at - b.at) };
}

/** A picture that cannot be used is a gap, but an unknown issue or a full disk is a failure. */
function unlessProblem(error: unknown): undefined {
  const isOfPicture =
    error instanceof ProblemError && error.problems.every(({ code }) => code.startsWith('picture-'));
  if (!isOfPicture) throw error;
}

function answerOf({ blocks, footnotes, lost }: Intake): IntakeAnswer {
  return {
    blocks: blocks.map(({ kind, values }) => ({ kind, values })),
    footnotes: Object.fromEntries(footnotes.map(({ label, nodes }) => [label, { nodes }])),
    lost,
  };
}
