import { createHash } from 'node:crypto';
import { createAddresses } from '../editions/addresses.ts';
import { htmlHelpers, textHelpers } from '../editions/template-helpers.ts';
import { createThemeView } from '../editions/theme-view.ts';
import type { DkimSigner } from '../messages/dkim-signer.ts';
import { createHeaderField } from '../messages/header-field.ts';
import { encodeUnstructured } from '../messages/header-text.ts';
import { formatMailbox, normaliseAddress } from '../messages/mailbox.ts';
import type { Message } from '../messages/message.ts';
import { cleanName, isolateName } from '../messages/personal-values.ts';
import { encodeQuotedPrintable } from '../messages/quoted-printable.ts';
import { createDateField } from '../messages/recipient-fields.ts';
import { createTranslator } from '../publication/locales/create-translator.ts';
import { direction, isUpright } from '../publication/locales/direction.ts';
import { resolveEdition } from '../publication/locales/language-tag.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { finishedLocales, type Publication } from '../publication/publication.ts';
import { compileTemplates } from '../publication/templates/compile-templates.ts';
import type { NoticeKind } from '../subscribers/notices.ts';
import type { Logo } from './read-logo.ts';
import { sitePaths } from './site-paths.ts';

/** An automatic mail to one person. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly locale: string;
  readonly to: string;
  /**
   * Shown in the greeting. Undefined for an unconfirmed address, because a stranger may have entered the
   * name.
   */
  readonly name: string | undefined;
  /** The signed link. */
  readonly url: string;
  readonly messageId: string;
  readonly date: Date;
}

export interface NoticeOptions {
  readonly signers?: readonly DkimSigner[] | undefined;
  /**
   * The logo, and the public address of the pages that serve it. Without it, mail shows the name of the
   * publication.
   */
  readonly nameplate?: { readonly logo: Logo; readonly publicUrl: string } | undefined;
}

export type NoticeComposer = (notice: Notice) => Promise<Message>;

/**
 * Composes opt-in mail and other notices. `Auto-Submitted: auto-generated` (RFC 3834, 5) stops
 * auto-responders from replying. A notice is not list mail, so it has no List-* fields.
 */
export function createNoticeComposer(
  shared: Publication,
  { signers = [], nameplate }: NoticeOptions = {},
): NoticeComposer {
  const { newsletter, texts, templates } = shared;
  const locales = finishedLocales(shared);
  const compiled = new Map(
    locales.map((locale) => {
      const t = createTranslator(locale, texts.get(locale) ?? new Map());
      const html = compileTemplates(templates.notice, 'notice', htmlHelpers(t), { raw: false });
      const text = compileTemplates(templates['notice-text'], 'notice', textHelpers(t), { raw: true });
      return [locale, { t, html, text }];
    }),
  );
  const { source } = newsletter.languages;
  const addresses = createAddresses(newsletter.url);
  const logo = nameplate && logoView(nameplate.logo, nameplate.publicUrl);
  return async (notice) => {
    const { kind, to, url, messageId, date } = notice;
    // The publication may have dropped the language since the mail was requested.
    const { locale } = resolveEdition(notice.locale, locales, source);
    const language = compiled.get(locale);
    if (language === undefined) throw new RangeError(`There is no edition in "${locale}".`);
    const publication = localisedText(newsletter.name, locale);
    const say = (part: 'Subject' | 'Intro' | 'Button' | 'After') =>
      language.t(`mail:${kind}${part}`, { publication });
    const name = kind === 'confirm' ? undefined : cleanName(notice.name);
    const view = {
      publication: { name: publication, postal: localisedText(newsletter.sender.postal, locale) },
      name: name && isolateName(name, direction(locale)),
      intro: say('Intro'),
      button: say('Button'),
      url,
      after: say('After'),
    };
    const html = language.html({
      ...view,
      publication: { ...view.publication, url: addresses.index(locale), logo },
      locale,
      direction: direction(locale),
      isUpright: isUpright(locale),
      title: say('Subject'),
      theme: createThemeView(newsletter.theme),
    });
    const body = composeBody(language.text(view).text, html.text, messageId);
    const fields = [
      createHeaderField('From', formatMailbox(senderOf(newsletter), senderName(newsletter, locale))),
      createHeaderField('To', formatMailbox(normaliseAddress(to))),
      ...replyTo(newsletter, locale),
      createHeaderField('Subject', encodeUnstructured(say('Subject'))),
      createDateField(date),
      createHeaderField('Message-ID', messageId),
      createHeaderField('Auto-Submitted', 'auto-generated'),
      createHeaderField('Content-Language', locale),
      createHeaderField('MIME-Version', '1.0'),
      createHeaderField('Content-Type', `multipart/alternative; boundary="${body.boundary}"`),
    ];
    const bodyHash = createHash('sha256').update(body.text).digest('base64');
    const signatures = await Promise.all(signers.map((signer) => signer.sign(fields, bodyHash, date)));
    const head = [...signatures, ...fields].map(({ raw }) => raw).join('');
    return {
      messageId,
      envelope: { from: senderOf(newsletter), to: normaliseAddress(to) },
      raw: Buffer.from(`${head}\r\n${body.text}`),
    };
  };
}

/**
 * The width in CSS pixels, the same as in editions. The picture has twice as many pixels, for dense screens.
 */
const logoWidth = 240;

function logoView({ name, width, height }: Logo, publicUrl: string) {
  const shown = Math.min(width, logoWidth);
  return {
    url: `${publicUrl}${sitePaths.logo(name)}`,
    width: shown,
    height: Math.max(1, Math.round((height * shown) / width)),
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
