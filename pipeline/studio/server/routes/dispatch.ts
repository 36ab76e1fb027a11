import { Hono } from 'hono';
import { z } from 'zod';
import { byHand, readDispatch, setDispatchState } from '../../../delivery/ledger/dispatch-state.ts';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import { describeDispatches, planForPage, showSendPlan } from '../../dispatch-view.ts';
import { describeStandings } from '../../standing-view.ts';
import type { Studio } from '../../studio.ts';

const stateRequest = z.object({ state: z.enum(['paused', 'active']) });
const retryRequest = z.strictObject({
  state: z.enum(['rejected', 'uncertain']),
  delivery: z.int().optional(),
});
const sendRequest = z.strictObject({ fingerprint: z.string().max(64) });
const holdRequest = z.strictObject({ isHeld: z.boolean() });
const unknownRequest = { message: 'The studio does not know this request.' };
const notHere =
  'This studio sends nothing. Start "courant studio --send" on the machine itself, without --host.';
/**
 * The routes for the plan of an issue, for sending it, for the state of its dispatches, and for pausing, resuming
 * and retrying them.
 */
export function dispatchRoutes({ live, services, events, maySend, clock }: Studio): Hono {
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
    const names = [slug, ...((await live.upToDate(slug))?.read?.issue?.aliases ?? [])];
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

  app.post('/api/dispatch/:dispatch/retry', async (c) => {
    const request = retryRequest.safeParse(await c.req.json());
    const number = Number(c.req.param('dispatch'));
    if (!request.success || !Number.isInteger(number)) return c.json(unknownRequest, 400);
    if (!maySend) return c.json({ message: notHere }, 403);
    const store = await services.store();
    const dispatch = store && (await readDispatch(store, number));
    const newsletter = live.publication?.newsletter;
    if (dispatch === undefined || newsletter === undefined) return c.notFound();
    await deliverer.begin(newsletter, dispatch, request.data);
    return c.json({ kind: 'done' });
  });

  app.get('/api/send/:slug', async (c) => {
    const slug = c.req.param('slug');
    if (!maySend) return c.json({ message: notHere }, 403);
    if (live.issue(slug) === undefined) return c.notFound();
    return c.json(showSendPlan(await deliverer.plan(slug)));
  });

  app.post('/api/send/:slug', async (c) => {
    const slug = c.req.param('slug');
    const request = sendRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    if (!maySend) return c.json({ message: notHere }, 403);
    if (live.issue(slug) === undefined) return c.notFound();
    try {
      await deliverer.send(slug, request.data.fingerprint);
    } catch (error) {
      const [problem] = error instanceof ProblemError ? error.problems : [];
      if (problem?.code !== 'plan-changed') throw error;
      return c.json({ kind: 'changed', message: problem.message }, 409);
    }
    return c.json({ kind: 'done' });
  });

  app.post('/api/hold/:slug', async (c) => {
    const slug = c.req.param('slug');
    const request = holdRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    // Holding sends nothing, but a run may send an issue that is released.
    if (!request.data.isHeld && !maySend) return c.json({ message: notHere }, 403);
    if (live.issue(slug) === undefined) return c.notFound();
    await services.hold(slug, request.data.isHeld);
    events.emit({ kind: 'dispatch', slugs: [slug] });
    return c.json({ kind: 'done' });
  });
  return app;
}
