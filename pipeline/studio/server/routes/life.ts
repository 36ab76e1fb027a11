import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import type { Newsletter } from '../../../publication/newsletter/newsletter-schema.ts';
import { addCorrection, removeCorrection } from '../../life/correct-issue.ts';
import { createIssue, proposeIssue } from '../../life/create-issue.ts';
import { describeLife } from '../../life/describe-life.ts';
import { readMoment } from '../../life/read-moment.ts';
import { describeReady, makeDraft, makeReady } from '../../life/ready-issue.ts';
import { renameIssue } from '../../life/rename-issue.ts';
import { deleteIssue, listTrash, restoreIssue } from '../../life/trash.ts';
import { unwithdrawIssue, withdrawIssue } from '../../life/withdraw-issue.ts';
import { createMemoryCache } from '../../memory-cache.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';

const name = z.string().max(200);
const datedWords = {
  date: z.string().max(40),
  texts: z.record(z.string().max(40), z.string().max(20_000)),
};

const newRequest = z.strictObject({
  title: name,
  kind: z.enum(['article', 'digest']),
  date: z.string().max(10),
  slug: name,
  from: name,
  keepsWords: z.boolean(),
});

/** What undo calls the step, in the language of the page. */
const label = z.string().max(200).exactOptional();

const lifeRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('rename'), to: name, isUndo: z.boolean() }),
  z.strictObject({ action: z.literal('ready'), locales: z.array(z.string().max(40)), label }),
  z.strictObject({ action: z.literal('draft'), label }),
  z.strictObject({ action: z.literal('correct'), ...datedWords, label }),
  z.strictObject({ action: z.literal('remove-correction'), at: z.int().min(0), label }),
  z.strictObject({ action: z.literal('withdraw'), ...datedWords, label }),
  z.strictObject({ action: z.literal('unwithdraw'), label }),
  z.strictObject({ action: z.literal('delete') }),
]);

type LifeRequest = z.infer<typeof lifeRequest>;

/** The routes for creating, renaming, correcting, withdrawing, deleting and restoring issues. */
export function lifeRoutes(studio: Studio): Hono {
  const { live, events, clock, opens } = studio;
  const context = { ...studio, pictures: createMemoryCache() };
  const app = new Hono();
  for (const path of ['/api/new', '/api/life/*', '/api/trash'])
    app.use(path, bodyLimit({ maxSize: 200_000 }));

  app.get('/api/new', async (c) => {
    const newsletter = live.publication?.newsletter;
    if (newsletter === undefined) return c.json(noPublication, 422);
    const [title, date, slug] = ['title', 'date', 'slug'].map((key) => c.req.query(key) ?? '');
    return c.json(await proposeIssue(context, newsletter, { title, date, slug } as Proposal));
  });

  app.post('/api/new', async (c) => {
    const request = newRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    return answer(c, async (newsletter) => {
      const slug = await createIssue(context, newsletter, request.data);
      tell([slug]);
      return { slug };
    });
  });

  app.get('/api/trash', (c) => answer(c, async (newsletter) => listTrash(context, newsletter)));

  app.post('/api/trash', async (c) => {
    const request = z.strictObject({ name }).safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    return answer(c, async () => {
      const slug = await restoreIssue(context, request.data.name);
      tell([slug]);
      return { slug };
    });
  });

  app.get('/api/moment', (c) =>
    answer(c, async ({ timeZone }) =>
      readMoment(timeZone, c.req.query('date') ?? '', c.req.query('time') ?? ''),
    ),
  );

  app.get('/api/life/:slug', (c) =>
    answer(c, (newsletter) => describeLife(context, newsletter, c.req.param('slug'))),
  );

  app.get('/api/life/:slug/ready', (c) =>
    answer(c, (newsletter) => {
      const locales = c.req.query('locales')?.split(',').filter(Boolean);
      return describeReady(context, newsletter, c.req.param('slug'), locales);
    }),
  );

  app.post('/api/life/:slug', async (c) => {
    const request = lifeRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const slug = c.req.param('slug');
    return answer(c, async (newsletter) => {
      const result = await act(newsletter, slug, request.data);
      tell(request.data.action === 'rename' ? [slug, request.data.to] : [slug]);
      return { kind: 'done', ...result };
    });
  });

  async function act(newsletter: Newsletter, slug: string, request: LifeRequest): Promise<object> {
    const step = 'label' in request ? { label: request.label } : {};
    switch (request.action) {
      case 'rename':
        await renameIssue(context, newsletter, { from: slug, ...request });
        return { slug: request.to };
      case 'ready':
        await makeReady(context, newsletter, slug, request.locales, step);
        return {};
      case 'draft':
        await makeDraft(context, newsletter, slug, step);
        return {};
      case 'correct':
        await addCorrection(context, newsletter, slug, request, step);
        return {};
      case 'remove-correction':
        await removeCorrection(context, newsletter, slug, request.at, step);
        return {};
      case 'withdraw':
        await withdrawIssue(context, newsletter, slug, request, step);
        return {};
      case 'unwithdraw':
        await unwithdrawIssue(context, newsletter, slug, step);
        return {};
      case 'delete':
        return { name: await deleteIssue(context, newsletter, slug) };
    }
  }

  /** Answers with the result, or with the problems that prevent it, each with its place. */
  async function answer(c: Context, work: (newsletter: Newsletter) => Promise<object>): Promise<Response> {
    const newsletter = live.publication?.newsletter;
    if (newsletter === undefined) return c.json(noPublication, 422);
    try {
      return c.json(await work(newsletter));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const problems = showProblems(error.problems, opens);
      const message = problems.map((problem) => problem.message).join('\n');
      const isUnknown = problems.some(({ code }) => code === 'issue-unknown');
      return c.json({ message, problems }, isUnknown ? 404 : 422);
    }
  }

  function tell(slugs: readonly string[]): void {
    events.emit({ kind: 'changed', slugs, at: clock().getTime() });
  }
  return app;
}

type Proposal = Parameters<typeof proposeIssue>[2];

const unknownRequest = { message: 'The studio does not know this request.' };
const noPublication = { message: 'There is a mistake in newsletter.yaml. Correct it first.' };
