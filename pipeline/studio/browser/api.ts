import { t } from './texts/t.ts';

let token = document.querySelector<HTMLMetaElement>('meta[name=studio-token]')?.content ?? '';

/** Thrown when the server refuses a request. */
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

/** Requests JSON. Rejects with a `RefusedError` when the server refuses. */
export async function getJson<Result>(path: string): Promise<Result> {
  return answer<Result>(await reach(path));
}

/** Requests JSON; undefined when the server does not have it. */
export async function getJsonIfThere<Result>(path: string): Promise<Result | undefined> {
  try {
    return await getJson<Result>(path);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * Requests a change. The token proves that the request comes from the studio's own page. It changes when the
 * studio restarts.
 */
export async function postJson<Result>(path: string, body: unknown, more: RequestInit = {}): Promise<Result> {
  const sent = token;
  const response = await post(path, body, more);
  if (response.status !== 403 || !(await renewToken(sent))) return answer<Result>(response);
  return answer<Result>(await post(path, body, more));
}

function post(path: string, body: unknown, more: RequestInit): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  return reach(path, { ...more, method: 'POST', headers, body: JSON.stringify(body) });
}

/** Sends the bytes of a file. */
export async function postFile<Result>(path: string, file: Blob): Promise<Result> {
  const send = () => {
    const headers = { 'content-type': file.type || 'application/octet-stream', 'x-studio-token': token };
    return reach(path, { method: 'POST', headers, body: file });
  };
  const sent = token;
  const response = await send();
  return answer<Result>(response.status === 403 && (await renewToken(sent)) ? await send() : response);
}

/** Sends a change while the page is being closed. Nobody is left to read the answer. */
export function postLast(path: string, body: unknown): void {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  // The browser refuses a body above its limit. The page has kept the words in that case.
  void fetch(path, { method: 'POST', headers, body: JSON.stringify(body), keepalive: true }).catch(() => {});
}

/**
 * Reads the current token from the page. Returns false when it is still the token that was sent. Another
 * request may already have renewed it.
 */
async function renewToken(sent: string): Promise<boolean> {
  if (token !== sent) return true;
  const page = new DOMParser().parseFromString(await (await reach('/')).text(), 'text/html');
  const found = page.querySelector<HTMLMetaElement>('meta[name=studio-token]')?.content;
  if (found !== undefined) token = found;
  return token !== sent;
}

/** Requests a text; undefined when there is none. */
export async function getText(path: string): Promise<string | undefined> {
  const response = await reach(path);
  return response.ok ? response.text() : undefined;
}

/** Sends a request. The text of a browser for a server that does not answer is for programmers. */
async function reach(path: string, request?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(t('noAnswer'), { cause: error });
  }
}

async function answer<Result>(response: Response): Promise<Result> {
  const isJson = response.headers.get('content-type')?.includes('json');
  const body: unknown = isJson ? await response.json() : undefined;
  if (!response.ok) throw new RefusedError(response.status, body);
  return body as Result;
}

/** The address of an API path, with its names encoded. */
export const path = (...steps: readonly string[]) => `/${steps.map(encodeURIComponent).join('/')}`;
