import type { StudioEvent } from '../protocol.ts';

// Browsers keep six connections to a server, and a stream of events holds one for good: seven tabs would hang. So all
// tabs share one stream. The tab that holds the lock has it and passes on what comes; when that tab is closed, the
// browser gives the lock to another one.

type Shared =
  | { readonly kind: 'event'; readonly event: StudioEvent }
  | { readonly kind: 'state'; readonly isOpen: boolean }
  | { readonly kind: 'question' };

/** Listens to what changes on the server. `onState` tells whether the server is there, each time it comes back too. */
export function listen(onEvent: (event: StudioEvent) => void, onState: (isOpen: boolean) => void): void {
  // Locks are for pages that came by https or from this machine; on other pages each tab has a stream of its own.
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
  // The lock is held as long as the tab is there: the promise never settles.
  void navigator.locks.request('studio-events', lead);
}

function stream(onEvent: (event: StudioEvent) => void, onState: (isOpen: boolean) => void): void {
  const source = new EventSource('/events');
  source.addEventListener('hello', () => onState(true));
  source.addEventListener('error', () => {
    onState(false);
    // After an answer that is no stream a browser gives up.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => stream(onEvent, onState), retry);
  });
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data) as StudioEvent));
}

/** In ms. */
const retry = 3000;
