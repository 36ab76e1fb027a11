import { expect, onTestFinished, test, vi } from 'vitest';
import { EventHub } from '../../pipeline/studio/event-hub.ts';
import { shellRoutes } from '../../pipeline/studio/server/routes/shell.ts';

test('the stream of a page that has left keeps nothing, so that the studio can end at once', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const events = new EventHub();
  const page = { paths: [], head: () => '', serve: async () => undefined };
  const app = shellRoutes({ token: '', events, page, onIssue() {} });
  const reader = (await app.request('/events')).body?.getReader();
  const next = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await next()).toContain('event: hello');
  events.emit({ kind: 'mail' });
  expect(await next()).toContain('{"kind":"mail"}');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await next()).toContain('event: still');
  expect(events.size).toBe(1);
  await reader?.cancel();
  await vi.advanceTimersByTimeAsync(0);
  expect(events.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
