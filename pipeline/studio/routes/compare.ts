import { Hono } from 'hono';
import { escapeHtml } from '../../editions/html.ts';
import { fillMergeText, type MergeText } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';
import type { Files } from '../../files/files.ts';
import { diffTexts } from '../../translation/word-diff.ts';
import { dress, readWish } from '../preview.ts';
import { findCommit, listRevisions, revisionFiles } from '../revisions.ts';
import type { Studio } from '../studio.ts';
import { Workshop } from '../workshop.ts';
import { frame } from './frame.ts';

/** The most revisions that are kept rendered. */
const most = 6;

/** An edition against another one: as it was in a revision, or of another issue. */
export function compareRoutes({ workshop, root, package: packageFiles }: Studio): Hono {
  const app = new Hono();
  const past = new Map<string, Promise<Workshop>>();

  async function atRevision(name: string): Promise<Workshop | undefined> {
    const commit = await findCommit(root, name);
    if (commit === undefined) return undefined;
    const known = past.get(commit) ?? openRevision(root, commit, packageFiles);
    past.set(commit, known);
    for (const old of [...past.keys()].slice(0, -most)) past.delete(old);
    return known;
  }

  async function editionText(slug: string, locale: string, revision: string | undefined) {
    const place = revision ? await atRevision(revision) : workshop;
    const rendered = await place?.rendered(slug);
    const edition = rendered?.editions.find((each) => each.edition.locale === locale)?.edition;
    return edition && fillText(edition.text, sampleValues(edition));
  }

  app.get('/api/issues/:slug/revisions', async (c) => {
    return c.json(await listRevisions(root, c.req.param('slug')));
  });

  app.get('/revision/:revision/:slug/:locale', async (c) => {
    const { revision, slug, locale } = c.req.param();
    const then = await atRevision(revision);
    const look = await then?.look(slug, locale);
    if (then === undefined || look === undefined) return frame(c, undefined);
    for (const [path, bytes] of then.pictures) workshop.pictures.set(path, bytes);
    const wish = readWish((name) => c.req.query(name));
    const values = sampleValues(look.edition.edition, wish.name || undefined);
    return frame(c, dress(fillMergeText(look.html, values, escapeHtml), then, wish));
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

/** A publication that brings its templates along has them as they were; another one, as they are now. */
async function openRevision(
  root: string,
  commit: string,
  packageFiles: Files | undefined,
): Promise<Workshop> {
  const files = await revisionFiles(root, commit);
  const then = new Workshop({ publication: files, package: packageFiles ?? files });
  await then.open();
  return then;
}

const fillText = (text: MergeText, values: Parameters<typeof fillMergeText>[1]) =>
  fillMergeText(text, values, (value) => value);
