import { Hono } from 'hono';
import { z } from 'zod';
import { byHand, readDispatch, setDispatchState } from '../../../delivery/ledger/dispatch-state.ts';
import { describeDispatches, planForPage } from '../../dispatch-view.ts';
import { describeStandings } from '../../standing-view.ts';
import type { Studio } from '../../studio.ts';

const stateRequest = z.object({ state: z.enum(['paused', 'active']) });
const notHere =
  'This studio sends nothing. Start "courant studio --send" on the machine itself, without --host.';
/**
 * The routes for the plan of an issue, for the state of its dispatches, and for pausing and resuming them.
 */
export function dispatchRoutes({ live, services, maySend, clock }: Studio): Hono {
  const app = new Hono();
  const { deliverer } = services;

  app.get('/api/standings', async (c) => c.json(await describeStandings(live, services)));

  app.get('/api/plan/:slug', async (c) => {
    const rendered = await live.rendered(c.req.param('slug'));
    return c.json(await planForPage(services, live.publication, rendered));
  });

  app.get('/api/dispatch/:slug', async (c) => {
    const store = await services.store();
    const pace = live.publication?.newsletter.delivery.pace?.perSecond;
    const context = { deliverer, maySend, pace, now: clock().getTime() };
    const slug = c.req.param('slug');
    // The ledger may know the issue under a former name.
    const names = [slug, ...(live.issue(slug)?.read?.issue?.aliases ?? [])];
    return c.json(store ? await describeDispatches(store, names, context) : []);
  });

  app.post('/api/dispatch/:dispatch/state', async (c) => {
    const request = stateRequest.safeParse(await c.req.json());
    const number = Number(c.req.param('dispatch'));
    if (!request.success || !Number.isInteger(number))
      return c.json({ message: 'The state must be "active" or "paused".' }, 400);
    if (request.data.state === 'active' && !maySend) return c.json({ message: notHere }, 403);
    const store = await services.store();
    const dispatch = store && (await readDispatch(store, number));
    const newsletter = live.publication?.newsletter;
    if (store === undefined || dispatch === undefined || newsletter === undefined) return c.notFound();
    if (request.data.state === 'active') await deliverer.begin(newsletter, dispatch);
    else await setDispatchState(store, number, { state: 'paused', reason: byHand, now: clock().getTime() });
    return c.json({ kind: 'done' });
  });
  return app;
}
