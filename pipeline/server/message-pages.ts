import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { MessageKey } from '../publication/locales/message-key.ts';
import type { Page, PageLink } from './page.ts';
import { sitePaths } from './site-paths.ts';

interface Message {
  readonly title: MessageKey;
  readonly text: MessageKey;
  readonly status: ContentfulStatusCode;
  readonly links: readonly ('subscribe' | 'request' | 'archive')[];
}

/** The pages that show one message. Those with status 200 follow a form. */
const messages = {
  sent: { title: 'pages:sentTitle', text: 'pages:sentText', status: 200, links: ['archive'] },
  confirmed: { title: 'pages:confirmedTitle', text: 'pages:confirmedText', status: 200, links: ['archive'] },
  used: { title: 'pages:usedTitle', text: 'pages:usedText', status: 200, links: ['subscribe', 'archive'] },
  unsubscribed: {
    title: 'pages:unsubscribedTitle',
    text: 'pages:unsubscribedText',
    status: 200,
    links: ['subscribe'],
  },
  left: { title: 'pages:leftTitle', text: 'pages:leftText', status: 200, links: ['request'] },
  saved: { title: 'pages:savedTitle', text: 'pages:savedText', status: 200, links: ['archive'] },
  mailed: { title: 'pages:mailedTitle', text: 'pages:mailedText', status: 200, links: [] },
  erased: { title: 'pages:erasedTitle', text: 'pages:erasedText', status: 200, links: ['subscribe'] },
  link: { title: 'pages:linkTitle', text: 'pages:linkText', status: 404, links: ['request', 'subscribe'] },
  missing: { title: 'pages:missingTitle', text: 'pages:missingText', status: 404, links: ['subscribe'] },
  large: { title: 'pages:largeTitle', text: 'pages:largeText', status: 413, links: ['subscribe'] },
  many: { title: 'pages:manyTitle', text: 'pages:manyText', status: 429, links: [] },
  failed: { title: 'pages:failedTitle', text: 'pages:failedText', status: 500, links: [] },
} as const satisfies Record<string, Message>;

export type MessagePage = keyof typeof messages;

export function isMessagePage(name: string): name is MessagePage {
  return Object.hasOwn(messages, name);
}

export function messageStatus(name: MessagePage): ContentfulStatusCode {
  return messages[name].status;
}

/** The page as data. `archive` is the address of the archive's front page in the same language. */
export function messagePage(
  name: MessagePage,
  locale: string,
  { archive, addresses }: { archive: string; addresses: ReadonlyMap<string, string> },
): Page {
  const { title, text, links }: Message = messages[name];
  const targets: Record<Message['links'][number], PageLink> = {
    subscribe: { label: 'pages:subscribeTitle', url: sitePaths.subscribe(locale) },
    request: { label: 'pages:changePreferences', url: sitePaths.request(locale) },
    archive: { label: 'pages:readArchive', url: archive },
  };
  return { title, addresses, message: { text, links: links.map((each) => targets[each]) } };
}
