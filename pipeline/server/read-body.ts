import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** A batch of reports of SendGrid has up to a megabyte. No other webhook is nearly as large. */
export const longestWebhook = 2 * 1024 * 1024;

/** Reads the body of a request. Throws an `HTTPException` with status 413 when it has more than `most` bytes. */
export async function readBody(c: Context, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of c.req.raw.body ?? []) {
    size += piece.length;
    if (size > most) throw new HTTPException(413);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
