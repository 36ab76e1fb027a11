import type { Message } from '../../../pipeline/messages/message.ts';

/** Posts a form as a browser does, but does not follow the redirect. */
export function post(
  url: string,
  fields: Readonly<Record<string, string>> | readonly [string, string][],
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new URLSearchParams(
    Array.isArray(fields) ? [...fields] : { ...(fields as Record<string, string>) },
  );
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
}

/** Reads the value of a hidden field. */
export function hiddenField(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
}

/** Fills in the subscription form as a person would, and submits it. */
export async function fillIn(
  origin: string,
  fields: Readonly<Record<string, string>>,
  locale = 'en',
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const page = await (await fetch(`${origin}/${locale}/subscribe`, { headers })).text();
  const given = { list: 'weekly', agree: 'yes', guard: hiddenField(page, 'guard'), ...fields };
  return post(`${origin}/${locale}/subscribe`, given, headers);
}

/** Decodes a mail: its header, its text with the folded lines joined, and the signed link in the text. */
export function readMail({ raw }: Pick<Message, 'raw'>): { head: string; text: string; link: string } {
  const source = Buffer.from(raw).toString('utf8');
  const [head = '', ...parts] = source.split('\r\n\r\n');
  const text = decode(parts.join('\r\n\r\n'));
  return { head, text, link: /https?:\/\/\S+\/v[12]\.[\w-]+/.exec(text)?.[0] ?? '' };
}

function decode(quotedPrintable: string): string {
  const bytes = quotedPrintable
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Waits until a condition holds, without a fixed pause. Throws when `patience` (ms) is over. */
export async function until(isSo: () => boolean | Promise<boolean>, patience = 20_000): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('It did not come to pass.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
