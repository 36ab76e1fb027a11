/** What large receivers do when a check fails, in a few words. */
interface Consequences {
  readonly gmail: string;
  readonly yahoo: string;
  readonly microsoft: string;
  readonly apple: string;
}

interface CheckText {
  readonly title: string;
  /** Undefined for checks that receivers do not see. */
  readonly receivers?: Consequences;
}

const authentication = (code: string): Consequences => ({
  gmail: `refuses bulk mail (550 ${code})`,
  yahoo: 'refuses or junks bulk mail',
  microsoft: 'refuses bulk mail (550 5.7.515)',
  apple: 'junks or refuses bulk mail',
});

/** The checks in the order in which they are printed. */
export const checks = {
  dns: { title: 'DNS' },
  spf: { title: 'SPF', receivers: authentication('5.7.27') },
  dkim: { title: 'DKIM', receivers: authentication('5.7.30') },
  dmarc: { title: 'DMARC', receivers: authentication('5.7.26') },
  mx: {
    title: 'Incoming mail',
    receivers: {
      gmail: 'may junk it',
      yahoo: 'refuses senders that cannot get mail',
      microsoft: 'asks for a reply address that works',
      apple: 'may junk it',
    },
  },
  ptr: {
    title: 'Reverse DNS',
    receivers: {
      gmail: 'refuses it (550 5.7.25)',
      yahoo: 'refuses it',
      microsoft: 'refuses or junks it',
      apple: 'refuses it',
    },
  },
  smtp: { title: 'Mail server' },
  'mta-sts': { title: 'MTA-STS' },
  'tls-rpt': { title: 'TLS-RPT' },
  bimi: {
    title: 'BIMI',
    receivers: {
      gmail: 'shows no logo',
      yahoo: 'shows no logo',
      microsoft: 'shows no logos at all',
      apple: 'shows no logo',
    },
  },
  public: { title: 'Public address' },
  unsubscribe: {
    title: 'Unsubscribing',
    receivers: {
      gmail: 'junks bulk mail without one click',
      yahoo: 'junks bulk mail without one click',
      microsoft: 'asks for a link that works',
      apple: 'asks for a link that works',
    },
  },
  webhooks: { title: 'Webhooks' },
  mailbox: { title: 'Mailbox' },
  secrets: { title: 'Secrets' },
  clock: { title: 'Clock' },
  store: { title: 'Database' },
  disk: { title: 'Disk' },
  rights: { title: 'File rights' },
  runtime: { title: 'Runtime' },
  'message-dkim': { title: 'Signature', receivers: authentication('5.7.30') },
  'message-headers': { title: 'Header' },
  'message-unsubscribe': {
    title: 'One-click unsubscribing',
    receivers: {
      gmail: 'junks bulk mail without it',
      yahoo: 'junks bulk mail without it',
      microsoft: 'shows no button',
      apple: 'shows no button',
    },
  },
  'message-size': {
    title: 'Size',
    receivers: {
      gmail: 'hides the end of the mail',
      yahoo: 'shows all of it',
      microsoft: 'shows all of it',
      apple: 'shows all of it',
    },
  },
  'message-spam': { title: 'SpamAssassin' },
} satisfies Record<string, CheckText>;

export type CheckName = keyof typeof checks;

export const describeCheck = (name: CheckName): CheckText => checks[name];
