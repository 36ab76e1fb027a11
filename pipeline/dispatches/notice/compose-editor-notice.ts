import { domainOf } from '../../foundation/addresses/domain-of.ts';
import { hasErrors, type Problem } from '../../foundation/problems/problem.ts';
import { dayIn } from '../../foundation/time/parse-moment.ts';
import type { DkimSigner } from '../../messages/dkim-signer.ts';
import type { Message } from '../../messages/message.ts';
import { createRandomMessageId } from '../../messages/message-id.ts';
import { createNoticeMail, type NoticeMail } from '../../messages/notice-mail.ts';
import type { Translator } from '../../publication/locales/create-translator.ts';
import { nativeName } from '../../publication/locales/direction.ts';
import type { Publication } from '../../publication/publication.ts';
import type { EditorNotice, NoticedEdition } from './editor-notice.ts';

/** A check may have hundreds of findings. `courant check` prints all of them. */
const mostFindings = 20;

type Details = NonNullable<NoticeMail['details']>;

interface ComposeOptions {
  readonly to: string;
  /** The address of a studio or of previews. */
  readonly preview: string | undefined;
  readonly signers: readonly DkimSigner[];
  readonly date: Date;
}

/** Composes the notice as a mail in the source language. */
export function composeEditorNotice(
  publication: Publication,
  notice: EditorNotice,
  { to, preview, signers, date }: ComposeOptions,
): Promise<Message> {
  const { newsletter } = publication;
  const mail = createNoticeMail(publication, { signers });
  const { locale, t } = mail.texts(newsletter.languages.source);
  const { headline, moment, at, slug } = notice;
  const written = writeMoment(t, locale, newsletter.timeZone, moment);
  const values = { headline, moment: written, time: at ?? '' };
  const look = { title: t('mail:editorsPreviewBy'), lines: ['courant studio'] };
  return mail.compose({
    locale,
    to,
    subject: t(notice.isDraft ? 'mail:editorsDraftSubject' : 'mail:editorsSubject', values),
    intro: t(introOf(notice), values),
    details: [
      ...(notice.isDraft ? [] : refusal(notice, t)),
      ...notice.editions.map((edition) => describeEdition(edition, t)),
      ...counts(notice, t),
      ...findings(notice, t),
      ...(preview === undefined ? [look] : []),
      ...(notice.isDraft ? [] : [{ title: t('mail:editorsHold'), lines: [`courant hold ${slug}`] }]),
    ],
    button: preview === undefined ? undefined : { label: t('mail:editorsPreview'), url: preview },
    why: t('mail:editorsWhy'),
    messageId: createRandomMessageId(domainOf(newsletter.sender.address)),
    date,
  });
}

function introOf({ isDraft, at }: EditorNotice) {
  if (isDraft) return 'mail:editorsDraftIntro';
  return at === undefined ? 'mail:editorsIntro' : 'mail:editorsLocal';
}

/** Why the issue will not be sent; undefined if it will. */
function refusal({ refused, findings: found }: EditorNotice, t: Translator): Details {
  if (refused.length === 0 && !hasErrors(found)) return [];
  const locales = refused.map(nativeName);
  const lines = locales.length === 0 ? [] : [t('mail:editorsRefusedLocales', { locales })];
  return [{ title: t('mail:editorsRefused'), lines }];
}

function describeEdition({ locale, readers, subject }: NoticedEdition, t: Translator): Details[number] {
  const language = nativeName(locale);
  return {
    title: readers === undefined ? language : t('mail:editorsReaders', { language, count: readers }),
    lines: [subject ?? t('mail:editorsNotReady')],
  };
}

function counts({ waiting, nothing, tooSlow }: EditorNotice, t: Translator): Details {
  const told = [
    ['mail:editorsWaiting', waiting],
    ['mail:editorsNothing', nothing],
    ['mail:editorsTooSlow', tooSlow],
  ] as const;
  return told.flatMap(([key, count]) => (count > 0 ? [{ title: t(key, { count }), lines: [] }] : []));
}

function findings({ findings: found }: EditorNotice, t: Translator): Details {
  const lines = found.slice(0, mostFindings).map(describeFinding);
  const rest = found.length - lines.length;
  const more = rest > 0 ? [t('mail:editorsMore', { count: rest })] : [];
  return [{ title: t('mail:editorsFindings', { count: found.length }), lines: [...lines, ...more] }];
}

function describeFinding({ file, line, message }: Problem): string {
  const place = file === undefined ? '' : `${[file, line].filter((part) => part !== undefined).join(':')}  `;
  return `${place}${message}`;
}

/** Writes a moment with the date of an edition: "on Thursday 19 November 2026 at 07:00 GMT+1". */
function writeMoment(t: Translator, locale: string, timeZone: string, moment: number): string {
  const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
  const time = new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(moment);
  return t('mail:editorsMoment', { date: t('email:date', { date: dayIn(timeZone, moment) }), time });
}
