import { type Context, Hono } from 'hono';
import { fillMergeText } from '../../../editions/merge-text.ts';
import { sampleValues } from '../../../editions/sample-values.ts';
import { escapeHtml } from '../../../foundation/text/escape-html.ts';
import { framePolicy } from '../../guard.ts';
import { describeIssue } from '../../issue-detail.ts';
import { listIssues, publicationName, type SentCounts } from '../../overview.ts';
import { previewPage, readPreviewRequest } from '../../preview.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';
import { compareRoutes } from './compare.ts';
import { frame, localeOf } from './frame.ts';

/** The list of issues, and all data that the pages show about one of them. */
export function issueRoutes(studio: Studio): Hono {
  const { live, services, opens, onError, textsDesk, maySend, requests } = studio;
  const app = new Hono();

  app.get('/api/issues', async (c) => {
    return c.json({
      name: publicationName(live),
      locales: live.locales,
      source: live.publication?.newsletter.languages.source ?? '',
      themes: await live.themes(),
      issues: listIssues(await live.listed(), await readSent(services)),
      problems: showProblems(live.problems, opens),
      isLastGood: live.isLastGood,
      canSend: services.sendTest !== undefined,
      maySend,
      draftProvider: services.draftProvider?.name,
      texts: await textsDesk.states(),
    });
  });

  app.get('/api/issues/:slug', async (c) => {
    const slug = c.req.param('slug');
    // A page that opens the issue shows it before it is checked, and then requests its problems.
    const isOpening = c.req.query('problems') === 'later';
    const detail = await describeIssue(live, slug, opens, isOpening);
    if (detail === undefined) return c.notFound();
    if (!isOpening) void findMore(studio, slug, detail.problems.length).catch(onError);
    return c.json(detail);
  });

  app.get('/preview/:slug/:locale', async (c) => {
    const request = readPreviewRequest((name) => c.req.query(name));
    const shown = await live.inTheme(c.req.query('theme') ?? '');
    const page = await previewPage(shown, c.req.param('slug'), c.req.param('locale'), request);
    requests.noteView();
    return frame(c, page);
  });

  app.get('/api/issues/:slug/:locale/source', async (c) => {
    const found = await renderedEdition(studio, c);
    if (found === undefined) return c.notFound();
    const html = fillMergeText(found.html, sampleValues(found, c.req.query('name') || undefined), escapeHtml);
    return c.text(html);
  });

  app.get('/api/issues/:slug/:locale/message', async (c) => {
    const found = await renderedEdition(studio, c);
    const newsletter = live.publication?.newsletter;
    if (found === undefined || newsletter === undefined) return c.notFound();
    const to = { address: 'reader@example.org', name: c.req.query('name') || undefined };
    const message = await services.compose(newsletter, found, to);
    const bytes = new Uint8Array(message.raw);
    if (c.req.query('download') === undefined) return c.text(Buffer.from(bytes).toString('utf8'));
    return c.body(bytes, 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${found.issue}.${found.locale}.eml"`,
    });
  });

  app.get('/pictures/*', (c) => {
    const path = decodeURIComponent(c.req.path.slice(1));
    const bytes = live.pictures.get(path);
    if (bytes === undefined) return c.notFound();
    const type = pictureTypes[path.split('.').at(-1) ?? ''];
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': type ?? 'application/octet-stream',
      'content-security-policy': framePolicy,
      // The name contains a hash of the content, so it can be cached forever.
      'cache-control': 'max-age=31536000, immutable',
    });
  });

  app.route('/', compareRoutes(studio));
  return app;
}

async function readSent(services: Studio['services']): Promise<SentCounts> {
  const store = await services.store();
  if (store === undefined) return new Map();
  const { countSent } = await import('../../dispatch-view.ts');
  return countSent(store);
}

const pictureTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/**
 * Renders the mail and the archive, because some problems are found only then, and notifies the page if there
 * are any. The views that the page requests come first.
 */
async function findMore({ live, events, requests }: Studio, slug: string, known: number): Promise<void> {
  await requests.untilQuiet();
  await live.rendered(slug);
  const found = live.problems.length + live.allProblems(slug).length;
  if (found !== known) events.emit({ kind: 'read', slugs: [slug] });
}

async function renderedEdition({ live }: Studio, c: Context) {
  const rendered = await live.rendered(c.req.param('slug') ?? '');
  return rendered?.editions.find(({ edition }) => edition.locale === localeOf(c))?.edition;
}
