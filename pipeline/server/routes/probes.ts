import { createHash, timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import { countWaiting } from '../../state/read-ledger.ts';
import type { App, AppEnvironment, AppRequest } from '../app-context.ts';
import { probePaths } from '../site-paths.ts';

/**
 * Serves the routes for monitoring: whether the process runs, whether it can do its work (with the reason if
 * it cannot), and figures from the ledger.
 */
export function serveProbes(server: Hono<AppEnvironment>, app: App): void {
  server.get(probePaths.alive, (c) => c.text('ok\n'));
  server.get(probePaths.ready, async (c) => {
    if (!app.isReady()) return c.text('stopping\n', 503);
    const failures: Problem[] = [];
    const lines: string[] = [];
    try {
      // In a transaction, because a database whose file was deleted still answers, but takes no change.
      const waiting = await app.store.transaction(countWaiting);
      if (waiting > 0) lines.push(`journal-unwritten: ${waiting}`);
      await app.probePlace();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      failures.push(...error.problems);
    }
    lines.push(...app.remarks());
    const first =
      failures.length === 0 ? ['ready'] : failures.map(({ code, message }) => `${code}: ${message}`);
    return c.text([...first, ...lines, ''].join('\n'), failures.length === 0 ? 200 : 503);
  });
  const { metrics } = app;
  if (metrics === undefined) return;
  server.get(probePaths.metrics, async (c) => {
    if (!presents(c, metrics.token)) {
      c.header('WWW-Authenticate', 'Bearer');
      return c.text('Unauthorized\n', 401);
    }
    return c.body(await metrics.read(), 200, { 'Content-Type': metrics.contentType });
  });
}

/** Whether the request has the token (RFC 6750, section 2.1). The comparison takes the same time for every token. */
function presents(c: AppRequest, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const [one, other] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
