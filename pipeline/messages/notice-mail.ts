import { createHash } from 'node:crypto';
import { createAddresses } from '../editions/addresses.ts';
import { htmlHelpers, ownHelpers, textHelpers } from '../editions/template-helpers.ts';
import { createThemeView } from '../editions/theme-view.ts';
import { createTranslator, type Translator } from '../publication/locales/create-translator.ts';
import { direction, isUpright } from '../publication/locales/direction.ts';
import { resolveEdition } from '../publication/locales/language-tag.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { finishedLocales, type Publication } from '../publication/publication.ts';
import { compileTemplates } from '../publication/templates/compile-templates.ts';
import type { DkimSigner } from './dkim-signer.ts';
import { createHeaderField } from './header-field.ts';
import { encodeUnstructured } from './header-text.ts';
import { formatMailbox, normaliseAddress } from './mailbox.ts';
import type { Message } from './message.ts';
import { cleanName, isolateName } from './personal-values.ts';
import { encodeQuotedPrintable } from './quoted-printable.ts';
import { createDateField } from './recipient-fields.ts';

/** An automatic mail to one person. The texts are plain. */
export interface NoticeMail {
  /** A language in which the publication has texts. */
  readonly locale: string;
  readonly to: string;
  /** Shown in the greeting. */
  readonly name?: string | undefined;
  readonly subject: string;
  readonly intro: string;
  /** Paragraphs, each with its own title. */
  readonly details?: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly button?: { readonly label: string; readonly url: string } | undefined;
  readonly after?: string;
  /** Why the person gets this mail. */
  readonly why: string;
  readonly messageId: string;
  readonly date: Date;
}

interface NoticeMailOptions {
  readonly signers?: readonly DkimSigner[] | undefined;
  /** The logo at its public address. Without it, the mail shows the name of the publication. */
  readonly logo?: { readonly url: string; readonly width: number; readonly height: number } | undefined;
}

/** Composes automatic mail in the design of the publication, and provides its texts in each language. */
interface NoticeMailComposer {
  /** The best available language for a person who wants this one, and its texts. */
  texts(wanted: string): { readonly locale: string; readonly t: Translator };
  compose(mail: NoticeMail): Promise<Message>;
}

/**
 * `Auto-Submitted: auto-generated` (RFC 3834, 5) stops auto-responders from replying. A notice is not list mail, so it
 * has no List-* fields.
 */
export function createNoticeMail(
  shared: Publication,
  { signers = [], logo }: NoticeMailOptions = {},
): NoticeMailComposer {
  const { newsletter, texts, templates } = shared;
  const locales = finishedLocales(shared);
  const compiled = new Map(
    locales.map((locale) => {
      const t = createTranslator(locale, texts.get(locale) ?? new Map());
      const own = (raw: boolean) => ownHelpers(shared, locale, { raw });
      const html = compileTemplates(templates.notice, 'notice', htmlHelpers(t, own(false)), { raw: false });
      const inText = textHelpers(t, own(true));
      const text = compileTemplates(templates['notice-text'], 'notice', inText, { raw: true });
      return [locale, { t, html, text }];
    }),
  );
  const addresses = createAddresses(newsletter.url);
  const languageOf = (locale: string) => {
    const language = compiled.get(locale);
    if (language === undefined) throw new RangeError(`There is no edition in "${locale}".`);
    return language;
  };
  return {
    texts(wanted) {
      // The publication may have dropped the language since the mail was requested.
      const { locale } = resolveEdition(wanted, locales, newsletter.languages.source);
      return { locale, t: languageOf(locale).t };
    },
    async compose({ locale, to, name, subject, button, messageId, date, ...view }) {
      const language = languageOf(locale);
      const clean = cleanName(name);
      const publication = {
        name: localisedText(newsletter.name, locale),
        postal: localisedText(newsletter.sender.postal, locale),
      };
      const shown = {
        ...view,
        publication,
        name: clean && isolateName(clean, direction(locale)),
        button: button?.label,
        url: button?.url,
      };
      const html = language.html({
        ...shown,
        publication: { ...publication, url: addresses.index(locale), logo },
        locale,
        direction: direction(locale),
        isUpright: isUpright(locale),
        title: subject,
        theme: createThemeView(newsletter.theme),
      });
      const body = composeBody(language.text(shown).text, html.text, messageId);
      const fields = [
        createHeaderField('From', formatMailbox(senderOf(newsletter), senderName(newsletter, locale))),
        createHeaderField('To', formatMailbox(normaliseAddress(to))),
        ...replyTo(newsletter, locale),
        createHeaderField('Subject', encodeUnstructured(subject)),
        createDateField(date),
        createHeaderField('Message-ID', messageId),
        createHeaderField('Auto-Submitted', 'auto-generated'),
        createHeaderField('Content-Language', locale),
        createHeaderField('MIME-Version', '1.0'),
        createHeaderField('Content-Type', `multipart/alternative; boundary="${body.boundary}"`),
      ];
      const bodyHash = createHash('sha256').update(body.text).digest('base64');
      const signatures = await Promise.all(signers.map((signer) => signer.sign(fields, bodyHash, date)));
      const head = [...signatures, ...fields.map(({ raw }) => raw)].join('');
      return {
        messageId,
        envelope: { from: senderOf(newsletter), to: normaliseAddress(to) },
        raw: Buffer.from(`${head}\r\n${body.text}`),
      };
    },
  };
}

function composeBody(text: string, html: string, messageId: string): { text: string; boundary: string } {
  // Quoted-printable text never has "_" after "=", so neither part can contain the boundary.
  const boundary = `=_${createHash('sha256').update(messageId).digest('hex').slice(0, 32)}`;
  const part = (type: string, content: string) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${encodeQuotedPrintable(content).encoded}\r\n`;
  return { boundary, text: `${part('text/plain', text)}${part('text/html', html)}--${boundary}--\r\n` };
}

const senderOf = ({ sender }: Newsletter) => normaliseAddress(sender.address);

const senderName = ({ sender, name }: Newsletter, locale: string) =>
  localisedText(sender.name ?? name, locale);

function replyTo({ sender }: Newsletter, locale: string) {
  if (sender.replyTo === undefined) return [];
  const address = normaliseAddress(localisedText(sender.replyTo, locale));
  return [createHeaderField('Reply-To', formatMailbox(address))];
}
