import { Hono } from 'hono';
import { diffTexts } from '../../../content/translation/word-diff.ts';
import { fillMergeText, type MergeText } from '../../../editions/merge-text.ts';
import { sampleValues } from '../../../editions/sample-values.ts';
import { createProblem } from '../../../foundation/problems/problem.ts';
import { escapeHtml } from '../../../foundation/text/escape-html.ts';
import { applyPreviewOptions, readPreviewRequest } from '../../preview.ts';
import { describeRevision, listRevisions } from '../../revisions.ts';
import type { Studio } from '../../studio.ts';
import { frame } from './frame.ts';

/** Compares an edition with its version in a revision, or with another issue. */
export function compareRoutes({ live, root, history }: Studio): Hono {
  const app = new Hono();

  async function editionText(slug: string, locale: string, revision: string | undefined) {
    const place = revision ? await history.at(revision) : live;
    const rendered = await place?.rendered(slug);
    const edition = rendered?.editions.find((each) => each.edition.locale === locale)?.edition;
    return edition && fillText(edition.text, sampleValues(edition));
  }

  app.get('/api/issues/:slug/revisions', async (c) => {
    return c.json(await listRevisions(root, c.req.param('slug')));
  });

  app.get('/api/revisions/:name', async (c) => {
    const name = c.req.param('name');
    const found = await describeRevision(root, name);
    if (found) return c.json(found);
    const problem = createProblem('revision-unknown', { revision: name });
    return c.json({ message: problem.message, problems: [problem] }, 404);
  });

  app.get('/revision/:revision/:slug/:locale', async (c) => {
    const { revision, slug, locale } = c.req.param();
    const then = await history.at(revision);
    const view = await then?.view(slug, locale);
    if (then === undefined || view === undefined) return frame(c, undefined);
    for (const [path, bytes] of then.pictures) live.pictures.set(path, bytes);
    const request = readPreviewRequest((name) => c.req.query(name));
    const values = sampleValues(view.edition.edition, request.name || undefined);
    return frame(c, applyPreviewOptions(fillMergeText(view.html, values, escapeHtml), then, request));
  });

  app.get('/api/compare/:slug/:locale', async (c) => {
    const { slug, locale } = c.req.param();
    const now = await editionText(slug, locale, undefined);
    const then = await editionText(c.req.query('with') || slug, locale, c.req.query('revision'));
    if (now === undefined || then === undefined) return c.notFound();
    return c.json(diffTexts(then, now));
  });

  return app;
}

const fillText = (text: MergeText, values: Parameters<typeof fillMergeText>[1]) =>
  fillMergeText(text, values, (value) => value);
