import type { StudioEvent } from '../protocol/events.ts';

// Browsers allow six connections to a server, and a stream of events occupies one permanently, so the seventh
// tab would hang. All tabs therefore share one stream. The tab that holds a lock opens it and passes the
// events on to the others. When that tab is closed, the browser gives the lock to another one.

type Shared =
  | { readonly kind: 'event'; readonly event: StudioEvent }
  | { readonly kind: 'state'; readonly isOpen: boolean }
  | { readonly kind: 'gap' }
  | { readonly kind: 'question' };

interface Listener {
  readonly onEvent: (event: StudioEvent) => void;
  /** Called whenever the server becomes reachable or unreachable. */
  readonly onState: (isOpen: boolean) => void;
  /** Called when there may have been events without this tab, although the server was reachable. */
  readonly onGap: () => void;
}

/** Listens for changes on the server. */
export function listen({ onEvent, onState, onGap }: Listener): void {
  // Browsers offer locks only over HTTPS and on this machine. Elsewhere, each tab has its own stream.
  if (!('locks' in navigator)) {
    stream(onEvent, onState);
    return;
  }
  const channel = new BroadcastChannel('studio-events');
  channel.addEventListener('message', ({ data }: MessageEvent<Shared>) => {
    if (data.kind === 'event') onEvent(data.event);
    if (data.kind === 'state') onState(data.isOpen);
    if (data.kind === 'gap') onGap();
  });
  channel.postMessage({ kind: 'question' } satisfies Shared);
  const lead = (isSuccessor: boolean) =>
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
          const isGap = isSuccessor && state && isOpen === undefined;
          isOpen = state;
          tell({ kind: 'state', isOpen });
          onState(state);
          if (!isGap) return;
          // From the end of the former stream to the beginning of this one, no tab heard of a change.
          tell({ kind: 'gap' });
          onGap();
        },
      );
    });
  // The promise of a tab that has the lock never settles, so it holds the lock until it is closed.
  const name = 'studio-events';
  void navigator.locks
    .request(name, { ifAvailable: true }, (lock) => (lock ? lead(false) : undefined))
    .then(() => navigator.locks.request(name, () => lead(true)));
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
