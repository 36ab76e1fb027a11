/** A mail in this folder, where its shape is documented, and what it reports. */
interface Sample {
  readonly file: string;
  readonly source: string;
  /** Kind, status, cause and recipient of each event; or the verdict if there is none. */
  readonly reports: string;
}

/** The return path and the Message-ID that the samples are about, under the secret. */
export const sampleSecret = 'a secret of the samples, which is long enough';
export const sampleMessageId = '<0f8fad5bd9cb469fa165708677289501@example.org>';
export const sampleDelivery = 1207;

/** The words are ours: each mail was written for these tests after the documented shape. */
export const samples: readonly Sample[] = [
  {
    file: 'postfix-unknown',
    source: 'github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'postfix-full',
    source: 'github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'bounced 5.2.2 mailbox zoe@example.net',
  },
  {
    file: 'postfix-delayed',
    source: 'github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'delayed 4.4.1 temporary zoe@example.net',
  },
  {
    file: 'postfix-delivered',
    source:
      'RFC 3464, 2.3.3, and github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'delivered 2.1.5 - zoe@example.net',
  },
  {
    file: 'postfix-expired',
    source: 'github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'bounced 4.4.1 mailbox zoe@example.net',
  },
  {
    file: 'postfix-two-recipients',
    source: 'RFC 3464, 2.1: one block for each recipient',
    reports: 'bounced 5.1.1 address zoe@example.net, delayed 4.2.2 temporary bob@example.net',
  },
  {
    file: 'postfix-smtputf8',
    source: 'RFC 6533, 3 and 4.2',
    reports: 'bounced 5.1.1 address zoë@example.net',
  },
  {
    file: 'postfix-plain',
    source:
      'github.com/wRAR/flufl.bounce, flufl/bounce/tests/data/postfix_01.txt: a notice whose report is not in a part of its own',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'postfix-ours',
    source: "support.google.com/a/answer/14229414 (Gmail's codes 5.7.25 to 5.7.29), returned by Postfix",
    reports: 'bounced 5.7.26 policy zoe@gmail.example',
  },
  {
    file: 'exim-unknown',
    source: 'github.com/Exim/exim, src/src/deliver.c (the texts of bounces and warnings)',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'exim-unrouteable',
    source: 'github.com/Exim/exim, src/src/deliver.c (the texts of bounces and warnings)',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'exim-retry-timeout',
    source: 'github.com/Exim/exim, src/src/deliver.c (the texts of bounces and warnings)',
    reports: 'bounced 4.4.7 mailbox zoe@example.net',
  },
  {
    file: 'exim-delayed',
    source: 'github.com/Exim/exim, src/src/deliver.c (the texts of bounces and warnings)',
    reports: 'delayed - - zoe@example.net',
  },
  {
    file: 'exim-standard',
    source:
      'Exim 4.86 and newer write a part for programs: github.com/Exim/exim, src/src/deliver.c (the texts of bounces and warnings)',
    reports: 'bounced 5.7.1 policy zoe@example.net',
  },
  {
    file: 'qmail-unknown',
    source: 'cr.yp.to/proto/qsbmf.txt (the format of qmail-send)',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'qmail-local',
    source: 'cr.yp.to/proto/qsbmf.txt (the format of qmail-send)',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'qmail-two',
    source: 'cr.yp.to/proto/qsbmf.txt (the format of qmail-send)',
    reports: 'bounced 5.1.2 address zoe@nowhere.example, bounced 5.2.2 mailbox bob@example.net',
  },
  {
    file: 'qmail-expired',
    source: 'cr.yp.to/proto/qsbmf.txt (the format of qmail-send)',
    reports: 'bounced 4.4.1 mailbox zoe@example.net',
  },
  {
    file: 'sendmail-unknown',
    source: 'sendmail, sendmail/savemail.c (the texts of returned mail)',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'sendmail-warning',
    source: 'sendmail, sendmail/savemail.c (the texts of returned mail)',
    reports: 'delayed 4.4.7 temporary zoe@example.net',
  },
  {
    file: 'sendmail-old',
    source:
      'github.com/wRAR/flufl.bounce, flufl/bounce/tests/data/simple_01.txt and github.com/sisimai/set-of-emails, maildir/bsd/lhost-v5sendmail-01.eml: sendmail before 8.8',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'gmail-failed',
    source:
      'support.google.com/mail/answer/6596 and /7720, and github.com/sisimai/set-of-emails, maildir/bsd/rhost-google-03.eml',
    reports: 'bounced 5.1.1 address zoe@gmail.example',
  },
  {
    file: 'gmail-old',
    source:
      'support.google.com/mail/answer/6596 and /7720, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-gmail-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'gmail-delay',
    source:
      'support.google.com/mail/answer/6596 and /7720, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-gmail-08.eml',
    reports: 'delayed - - zoe@example.net',
  },
  {
    file: 'gmail-full',
    source:
      'support.google.com/mail/answer/6596 and /7720, and github.com/sisimai/set-of-emails, maildir/bsd/rhost-google-01.eml',
    reports: 'bounced 5.2.2 mailbox zoe@gmail.example',
  },
  {
    file: 'gmail-throttled',
    source: 'support.google.com/a/answer/3726730 (4.7.28)',
    reports: 'delayed 4.7.28 throttled zoe@gmail.example',
  },
  {
    file: 'office365-en',
    source:
      'learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-office365-01.eml',
    reports: 'bounced 5.1.10 address zoe@contoso.example',
  },
  {
    file: 'office365-nl',
    source:
      'learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-office365-01.eml',
    reports: 'bounced 5.2.2 mailbox zoe@contoso.example',
  },
  {
    file: 'office365-de',
    source:
      'learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-exchange2007-01.eml',
    reports: 'bounced 5.7.1 policy zoe@contoso.example',
  },
  {
    file: 'office365-fr',
    source:
      'learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-exchange2007-01.eml',
    reports: 'bounced 5.4.1 mailbox zoe@contoso.example',
  },
  {
    file: 'office365-ja',
    source:
      'learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online, and github.com/sisimai/set-of-emails, maildir/bsd/lhost-office365-01.eml',
    reports: 'bounced 5.1.1 address zoe@contoso.example',
  },
  {
    file: 'office365-515',
    source:
      'learn.microsoft.com/exchange (550 5.7.515: the domain does not meet the required authentication level)',
    reports: 'bounced 5.7.515 policy zoe@outlook.example',
  },
  {
    file: 'exchange-2003',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-exchange2003-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'domino',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-domino-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'lotus-notes',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-notes-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'yahoo-unknown',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-yahoo-01.eml',
    reports: 'bounced 5.1.1 address zoe@yahoo.example',
  },
  {
    file: 'yahoo-throttled',
    source: 'senders.yahooinc.com/smtp-error-codes (TSS04)',
    reports: 'delayed 4.7.0 throttled zoe@yahoo.example',
  },
  {
    file: 'yandex',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-yandex-01.eml',
    reports: 'bounced 5.7.1 policy zoe@example.net',
  },
  {
    file: 'mailru',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-mailru-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'gmx',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-gmx-01.eml',
    reports: 'bounced 5.2.2 mailbox zoe@example.net',
  },
  {
    file: 't-online',
    source: 'www.sitepackage.de (typical refusals: "552 5.2.2 Over STORAGE quota" at T-Online)',
    reports: 'bounced 5.2.2 mailbox zoe@t-online.example',
  },
  {
    file: 'webde',
    source: 'www.sitepackage.de (typical refusals at Web.de)',
    reports: 'bounced 5.1.1 address zoe@web.example',
  },
  {
    file: 'einsundeins',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-einsundeins-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'courier',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-courier-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'opensmtpd',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-opensmtpd-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'dragonfly',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-dragonfly-29.eml',
    reports: 'bounced 4.4.7 mailbox zoe@example.net',
  },
  {
    file: 'zimbra',
    source:
      'Zimbra delivers with Postfix; its refusal: wiki.zimbra.com/wiki/Postfix_Policyd and github.com/vdukhovni/postfix, postfix/src/bounce/bounce_template.c and bounce_notify_util.c',
    reports: 'bounced 5.2.2 mailbox zoe@example.net',
  },
  {
    file: 'zoho',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-zoho-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'sun-messaging',
    source: 'github.com/sisimai/set-of-emails, maildir/bsd/lhost-messagingserver-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'imail',
    source:
      'github.com/wRAR/flufl.bounce, flufl/bounce/tests/data/smtp32_01.txt and github.com/sisimai/set-of-emails, maildir/bsd/lhost-imailserver-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'groupwise',
    source: 'github.com/wRAR/flufl.bounce, flufl/bounce/tests/data/groupwise_01.txt',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'smartermail',
    source: 'support.rackteam.com/kb/a136 (the delivery failures of SmarterMail)',
    reports: 'bounced 5.2.2 mailbox zoe@example.net',
  },
  {
    file: 'james',
    source:
      'github.com/apache/james-project, server/mailet (DSNBounce), and github.com/sisimai/set-of-emails, maildir/bsd/lhost-apachejames-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'messagelabs',
    source:
      'a gateway that quotes the refusal of the server behind it: github.com/sisimai/set-of-emails, maildir/bsd/rhost-messagelabs-01.eml',
    reports: 'bounced 5.7.1 policy zoe@example.net',
  },
  {
    file: 'ses',
    source:
      'docs.aws.amazon.com/ses/latest/dg/notification-contents.html (bounces by mail), and github.com/sisimai/set-of-emails, maildir/bsd/lhost-amazonses-01.eml',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'unknown-program-de',
    source: 'a mail system that no row describes; subject as in orange-panther.de/support/e-mail-debug',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  {
    file: 'unknown-program-zh',
    source: 'a mail system that no row describes, in GB18030',
    reports: 'bounced 5.1.1 address zoe@example.net',
  },
  { file: 'arf-abuse', source: 'RFC 5965, appendix B', reports: 'complained - - zoe@example.net' },
  {
    file: 'arf-redacted',
    source:
      'RFC 6590 (redaction of the recipient), and github.com/sisimai/set-of-emails, maildir/bsd/arf-01.eml',
    reports: 'complained - - -',
  },
  { file: 'arf-virus', source: 'RFC 5965, 7.3', reports: 'complained - - zoe@example.net' },
  { file: 'arf-not-spam', source: 'RFC 5965, 7.3: not a complaint', reports: 'unknown' },
  { file: 'arf-auth-failure', source: 'RFC 6591: not a complaint', reports: 'unknown' },
  {
    file: 'arf-hotmail',
    source:
      'sendersupport.olc.protection.outlook.com/pm/services.aspx (JMRP), and github.com/sisimai/set-of-emails, maildir/bsd/arf-11.eml',
    reports: 'complained - - zoe@hotmail.example',
  },
  {
    file: 'unsubscribe',
    source: 'RFC 2369, 3.2, and RFC 8058: the mailto address of List-Unsubscribe',
    reports: 'unsubscribed - - -',
  },
  {
    file: 'unsubscribe-folded',
    source: 'RFC 5322, 2.2.3: a mail program that folds the subject',
    reports: 'unsubscribed - - -',
  },
  { file: 'auto-rfc3834', source: 'RFC 3834, 5', reports: 'auto-reply - - zoe@example.net' },
  {
    file: 'auto-exchange',
    source: 'learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxcmail (X-Auto-Response-Suppress)',
    reports: 'auto-reply - - zoe@example.net',
  },
  {
    file: 'auto-vacation',
    source: 'FreeBSD and NetBSD vacation(1): Precedence: bulk',
    reports: 'auto-reply - - zoe@example.net',
  },
  {
    file: 'auto-gone',
    source:
      'github.com/sisimai/set-of-emails, maildir/bsd/rfc3834-01.eml: an address that nobody reads any more is no bounce',
    reports: 'auto-reply - - zoe@example.net',
  },
  {
    file: 'auto-subject-de',
    source: 'a program that sets no field; the subject alone',
    reports: 'auto-reply - - zoe@example.net',
  },
  {
    file: 'auto-subject-ja',
    source: 'a program that sets no field, in ISO-2022-JP',
    reports: 'auto-reply - - zoe@example.net',
  },
  { file: 'reply', source: 'RFC 5322, 3.6.4', reports: 'reply - - zoe@example.net' },
  {
    file: 'reply-forwarded-bounce',
    source:
      'a person who forwards a bounce and asks about it: github.com/sisimai/set-of-emails, maildir/bsd/lhost-sendmail-14.eml',
    reports: 'reply - - zoe@example.net',
  },
  { file: 'not-a-mail', source: 'nothing that any program would send', reports: 'unknown' },
];
