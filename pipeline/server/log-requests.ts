import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { AppEnvironment, AppRequest } from './app-context.ts';
import type { Log } from './create-log.ts';

/** Logs one line per request, with its route, because the address itself may contain a token. */
export function logRequests(log: Log): MiddlewareHandler<AppEnvironment> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const { status } = c.res;
    log[status >= 500 ? 'error' : 'info'](
      {
        request: c.get('requestId'),
        method: c.req.method,
        route: routeOf(c),
        status,
        locale: c.get('locale'),
        ms: Math.round((performance.now() - began) * 10) / 10,
      },
      'request',
    );
  };
}

/** The route pattern that matched, such as `/unsubscribe/:token`. */
function routeOf(c: AppRequest): string {
  return matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? '(none)';
}
