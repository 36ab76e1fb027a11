import type { StudioEvent } from '../protocol/events.ts';

// Browsers allow six connections to a server, and a stream of events occupies one permanently, so the seventh
// tab would hang. All tabs therefore share one stream. The tab that holds a lock opens it and passes the
// events on to the others. When that tab is closed, the browser gives the lock to another one.

type Shared =
  | { readonly kind: 'event'; readonly event: StudioEvent }
  | { readonly kind: 'state'; readonly isOpen: boolean }
  | { readonly kind: 'question' };

/** Listens for changes on the server. `onState` is called whenever the server becomes reachable or unreachable. */
export function listen(onEvent: (event: StudioEvent) => void, onState: (isOpen: boolean) => void): void {
  // Browsers offer locks only over HTTPS and on this machine. Elsewhere, each tab has its own stream.
  if (!('locks' in navigator)) {
    stream(onEvent, onState);
    return;
  }
  const channel = new BroadcastChannel('studio-events');
  channel.addEventListener('message', ({ data }: MessageEvent<Shared>) => {
    if (data.kind === 'event') onEvent(data.event);
    if (data.kind === 'state') onState(data.isOpen);
  });
  channel.postMessage({ kind: 'question' } satisfies Shared);
  const lead = () =>
    new Promise<never>(() => {
      let isOpen: boolean | undefined;
      const tell = (message: Shared) => channel.postMessage(message);
      channel.addEventListener('message', ({ data }: MessageEvent<Shared>) => {
        if (data.kind === 'question' && isOpen !== undefined) tell({ kind: 'state', isOpen });
      });
      stream(
        (event) => {
          tell({ kind: 'event', event });
          onEvent(event);
        },
        (state) => {
          isOpen = state;
          tell({ kind: 'state', isOpen });
          onState(state);
        },
      );
    });
  // The promise never settles, so the tab holds the lock until it is closed.
  void navigator.locks.request('studio-events', lead);
}

function stream(onEvent: (event: StudioEvent) => void, onState: (isOpen: boolean) => void): void {
  const source = new EventSource('/events');
  source.addEventListener('hello', () => onState(true));
  source.addEventListener('error', () => {
    onState(false);
    // Browsers do not retry after an answer that is not a stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => stream(onEvent, onState), retry);
  });
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data) as StudioEvent));
}

/** The wait before a retry, in ms. */
const retry = 3000;
