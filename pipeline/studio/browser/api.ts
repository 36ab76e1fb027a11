import type { StudioEvent } from '../protocol.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name=studio-token]')?.content ?? '';

/** What the server answered, when it was no. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const { message } = (body ?? {}) as { message?: string };
    super(message ?? `status ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Asks for JSON. Rejects with a `RefusedError` when the server says no. */
export async function getJson<Result>(path: string): Promise<Result> {
  return answer<Result>(await fetch(path));
}

/** Asks for a change; the token shows that it is the studio's own page that asks. */
export async function postJson<Result>(path: string, body: unknown): Promise<Result> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  return answer<Result>(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** Asks for a text; undefined where there is none. */
export async function getText(path: string): Promise<string | undefined> {
  const response = await fetch(path);
  return response.ok ? response.text() : undefined;
}

async function answer<Result>(response: Response): Promise<Result> {
  const isJson = response.headers.get('content-type')?.includes('json');
  const body: unknown = isJson ? await response.json() : undefined;
  if (!response.ok) throw new RefusedError(response.status, body);
  return body as Result;
}

/** Listens to what changes on the server. `onState` tells whether it is there. */
export function listen(onEvent: (event: StudioEvent) => void, onState: (isOpen: boolean) => void): void {
  const source = new EventSource('/events');
  source.addEventListener('hello', () => onState(true));
  source.addEventListener('error', () => onState(false));
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data) as StudioEvent));
}

/** The address of an API path, its names made safe. */
export const path = (...steps: readonly string[]) => `/${steps.map(encodeURIComponent).join('/')}`;
