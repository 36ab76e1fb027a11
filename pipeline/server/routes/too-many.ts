import { answerMessage } from '../answer.ts';
import type { App, AppRequest } from '../app-context.ts';

/** Answers a client that has sent too many forms (RFC 6585, 4). */
export function tooMany(c: AppRequest, app: App, locale: string) {
  c.header('Retry-After', '3600');
  return answerMessage(c, app, 'many', locale);
}
