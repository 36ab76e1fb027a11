import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import type { DeskAnswer } from '../../desk.ts';
import { deskRequest, textsRequest } from '../../desk-request.ts';
import { mendRequest } from '../../mend-desk.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';
import { readPartHistory } from '../../versions/part-history.ts';

/**
 * The routes that read and change the translator's desks, for issues and for interface texts, and that mend
 * problems.
 */
export function deskRoutes({
  live,
  desk,
  textsDesk,
  mendDesk,
  opens,
  root,
  services,
  events,
  clock,
}: Studio): Hono {
  const app = new Hono();
  for (const path of ['/api/desk/*', '/api/texts/*', '/api/mend/*'])
    app.use(path, bodyLimit({ maxSize: 200_000 }));

  app.get('/api/desk/:slug/:locale', async (c) => {
    const { slug, locale } = c.req.param();
    const view = (await desk.translates(slug, locale)) ? await desk.view(slug, locale, opens) : undefined;
    return view ? c.json(view) : c.notFound();
  });

  app.get('/api/desk/:slug/:locale/history', async (c) => {
    const { slug, locale } = c.req.param();
    const isKnown = await desk.translates(slug, locale);
    const found = isKnown ? await desk.placeOf(slug, locale, c.req.query('part') ?? '') : undefined;
    if (found === undefined) return c.notFound();
    return c.json(await readPartHistory(root, found.file, found.text, found.place));
  });

  app.post('/api/desk/:slug/:locale', async (c) => {
    const { slug, locale } = c.req.param();
    // The desk writes only known issues and languages, so that no name can lead out of content/.
    if (!(await desk.translates(slug, locale))) return c.notFound();
    const request = deskRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const answer = await desk.act(slug, locale, request.data).catch(refusal);
    if (answer.kind !== 'refused') events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  app.post('/api/mend/:slug', async (c) => {
    const slug = c.req.param('slug');
    if (live.issue(slug) === undefined) return c.notFound();
    const request = mendRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const answer = await mendDesk.act(slug, request.data);
    events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  app.get('/api/texts/:locale', async (c) => {
    const locale = c.req.param('locale');
    return isTarget(locale) ? c.json(await textsDesk.view(locale, opens)) : c.notFound();
  });

  app.post('/api/texts/:locale', async (c) => {
    const locale = c.req.param('locale');
    if (!isTarget(locale)) return c.notFound();
    const request = textsRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const answer = await textsDesk.act(locale, request.data, opens).catch(refusal);
    // Interface texts are part of every edition.
    const slugs = live.issues.map(({ slug }) => slug);
    events.emit({ kind: 'changed', slugs, at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  app.post('/api/draft/:locale', async (c) => {
    const provider = services.draftProvider;
    const locale = c.req.param('locale');
    if (provider === undefined || !live.locales.includes(locale)) return c.notFound();
    const request = draftRequest.safeParse(await c.req.json());
    if (!request.success || !live.locales.includes(request.data.from)) return c.json(unknownRequest, 400);
    const { text, from } = request.data;
    return c.json({ text: await provider.draft(text, { from, to: locale }) });
  });

  /** Answers that the file cannot be changed as requested. The desk shows the reason beside the words. */
  function refusal(error: unknown): DeskAnswer {
    if (!(error instanceof ProblemError) || error.problems.some(({ code }) => code === 'issue-unknown'))
      throw error;
    return { kind: 'refused', problems: showProblems(error.problems, opens) };
  }

  /** Whether the interface texts are translated into this language. */
  function isTarget(locale: string): boolean {
    const source = live.publication?.newsletter.languages.source;
    return live.locales.includes(locale) && locale !== source;
  }
  return app;
}

const draftRequest = z.object({ text: z.string(), from: z.string() });

const unknownRequest = { message: 'The desk does not know this request.' };

const statuses = { saved: 200, conflict: 409, refused: 422 } as const;
