import type { DkimSigner } from '../messages/dkim-signer.ts';
import type { Message } from '../messages/message.ts';
import { createNoticeMail } from '../messages/notice-mail.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Publication } from '../publication/publication.ts';
import type { NoticeKind } from '../subscribers/notices.ts';
import type { Logo } from './read-logo.ts';
import { sitePaths } from './site-paths.ts';

/** An automatic mail to one person. */
interface Notice {
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

interface NoticeOptions {
  readonly signers?: readonly DkimSigner[] | undefined;
  /**
   * The logo, and the public address of the pages that serve it. Without it, mail shows the name of the
   * publication.
   */
  readonly nameplate?: { readonly logo: Logo; readonly publicUrl: string } | undefined;
}

export type NoticeComposer = (notice: Notice) => Promise<Message>;

/** Composes opt-in mail and the other notices of the public pages. */
export function createNoticeComposer(
  shared: Publication,
  { signers, nameplate }: NoticeOptions = {},
): NoticeComposer {
  const logo = nameplate && logoView(nameplate.logo, nameplate.publicUrl);
  const mail = createNoticeMail(shared, { signers, logo });
  return async ({ kind, locale: wanted, to, name, url, messageId, date }) => {
    const { locale, t } = mail.texts(wanted);
    const publication = localisedText(shared.newsletter.name, locale);
    const say = (part: 'Subject' | 'Intro' | 'Button' | 'After') => t(`mail:${kind}${part}`, { publication });
    return mail.compose({
      locale,
      to,
      name: kind === 'confirm' ? undefined : name,
      subject: say('Subject'),
      intro: say('Intro'),
      button: { label: say('Button'), url },
      after: say('After'),
      why: t('mail:why'),
      messageId,
      date,
    });
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
