let token = document.querySelector<HTMLMetaElement>('meta[name=studio-token]')?.content ?? '';

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

/** Asks for a change; the token shows that it is the studio's own page that asks. A studio that started again has another. */
export async function postJson<Result>(path: string, body: unknown): Promise<Result> {
  const response = await post(path, body);
  if (response.status !== 403 || !(await renewToken())) return answer<Result>(response);
  return answer<Result>(await post(path, body));
}

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Reads the token from a page as the studio serves it now; false when it is the one that is known. */
async function renewToken(): Promise<boolean> {
  const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
  const found = page.querySelector<HTMLMetaElement>('meta[name=studio-token]')?.content;
  if (found === undefined || found === token) return false;
  token = found;
  return true;
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

/** The address of an API path, its names made safe. */
export const path = (...steps: readonly string[]) => `/${steps.map(encodeURIComponent).join('/')}`;
