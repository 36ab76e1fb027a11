import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { readBody } from './read-body.ts';

/** The fields of a form, by name, without files. */
export type Form = ReadonlyMap<string, readonly string[]>;

/**
 * The limits on the size of a form and on its number of fields. The forms of these pages are far below them.
 */
export const longestBody = 32 * 1024;
const mostFields = 100;

/** The first value of a field, trimmed; empty when there is no such field. */
export function fieldOf(form: Form, name: string): string {
  return form.get(name)?.[0]?.trim() ?? '';
}

/**
 * Reads a form, urlencoded or multipart. Undefined when the body is neither, or is malformed. Throws an
 * `HTTPException` with status 413 when it is too large or has too many fields.
 */
export async function readForm(c: Context): Promise<Form | undefined> {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') {
    const body = isWithinLimit(c) ? await c.req.text() : (await readBody(c, longestBody)).toString('utf8');
    return collect(new URLSearchParams(body));
  }
  if (type !== 'multipart/form-data') return undefined;
  const headers = { 'content-type': c.req.header('content-type') ?? '' };
  const body = new Response(new Uint8Array(await readBody(c, longestBody)), { headers });
  try {
    return collect(await body.formData());
  } catch (error) {
    // The body does not match its Content-Type header. The caller answers with an error.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether Content-Length is within the limit. Node ensures that the body is not longer. */
function isWithinLimit(c: Context): boolean {
  const announced = Number(c.req.header('content-length') ?? Number.NaN);
  return announced <= longestBody && c.req.header('transfer-encoding') === undefined;
}

function collect(entries: Iterable<[string, unknown]>): Form {
  const form = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of entries) {
    count += 1;
    if (count > mostFields) throw new HTTPException(413);
    if (typeof value !== 'string') continue;
    const values = form.get(name) ?? [];
    values.push(value.replaceAll('\0', ''));
    form.set(name, values);
  }
  return form;
}
