import type { Context } from 'hono';
import { framePolicy } from '../../guard.ts';

/** Answers with a page for a sandboxed frame, or with 404 when there is none. */
export function frame(c: Context, html: string | undefined): Response {
  c.header('content-security-policy', framePolicy);
  return html === undefined ? c.html(nothing, 404) : c.html(html);
}

const nothing =
  '<!doctype html><html><head><meta charset="utf-8"><title>Nothing</title></head><body></body></html>';

export const localeOf = (c: Context): string => c.req.param('locale') ?? '';
