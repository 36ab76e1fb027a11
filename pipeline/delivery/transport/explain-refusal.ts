/** A rule of bulk-mail receivers that a reply names. */
interface Refusal {
  /** The enhanced codes without their class, because the same rule defers first and refuses later. */
  readonly codes: readonly string[];
  /** The text that the reply must have, where a code has several meanings. */
  readonly text?: RegExp;
  readonly words: string;
  /** The line of `courant doctor` that explains it; undefined if no check can see the cause. */
  readonly check: string | undefined;
}

/**
 * The codes of Gmail (support.google.com/a/answer/3726730), of Microsoft (5.7.5xx), and of RFC 7372, which
 * other receivers use. The first that fits counts.
 */
const refusals: readonly Refusal[] = [
  {
    codes: ['7.515'],
    words: 'Microsoft accepts bulk mail only if SPF, DKIM and DMARC pass',
    check: 'SPF, DKIM and DMARC',
  },
  {
    codes: ['7.509'],
    words: 'DMARC failed, and the policy of your domain asks receivers to refuse it',
    check: 'DMARC',
  },
  {
    codes: ['7.512'],
    words: 'the receiver accepts only mail with one valid From',
    check: 'Header (--message <slug>)',
  },
  {
    codes: ['7.25', '7.23'],
    text: /\bPTR\b|reverse|DNS/i,
    words: 'the sending address has no name that resolves to it',
    check: 'Reverse DNS',
  },
  { codes: ['7.23', '7.24'], words: 'SPF failed', check: 'SPF' },
  {
    codes: ['7.25'],
    words: 'the sending address has no name that resolves to it',
    check: 'Reverse DNS',
  },
  {
    codes: ['7.26'],
    text: /DMARC/i,
    words: 'DMARC failed, and the policy of your domain asks receivers to refuse it',
    check: 'DMARC',
  },
  { codes: ['7.26'], words: 'neither SPF nor DKIM passed', check: 'SPF and DKIM' },
  { codes: ['7.27'], text: /SPF/i, words: 'SPF failed', check: 'SPF' },
  {
    codes: ['7.27'],
    words: 'the domain of the return path says that it accepts no mail',
    check: 'Incoming mail',
  },
  {
    codes: ['7.28'],
    words: 'too much mail at once, or too many complaints; send more slowly (delivery.pace)',
    check: undefined,
  },
  {
    codes: ['7.29'],
    words: 'the mail came without TLS; your mail server has to use it towards receivers',
    check: 'Mail server',
  },
  { codes: ['7.30', '7.20', '7.21', '7.22'], words: 'DKIM failed', check: 'DKIM' },
  {
    codes: ['7.31', '7.40'],
    words: 'your domain has no DMARC record, or one without a policy',
    check: 'DMARC',
  },
  {
    codes: ['7.32'],
    words: 'the domain of From is neither that of SPF nor that of DKIM',
    check: 'DMARC',
  },
];

/**
 * Explains why a receiver refuses us as the sender, with the line of `courant doctor` that explains it. Returns
 * undefined for other replies. `reply` is a reply as `formatReply` writes it.
 *
 * @example explainRefusal('550 5.7.27 … SPF did not pass')
 * // 'SPF failed. "courant doctor" says more: see its line "SPF".'
 */
export function explainRefusal(reply: string): string | undefined {
  const [, code = '', text = ''] = /^[45]\d\d [45]\.(\d{1,3}\.\d{1,3})\b(.*)$/s.exec(reply) ?? [];
  const found = refusals.find((each) => each.codes.includes(code) && (each.text?.test(text) ?? true));
  if (found === undefined) return undefined;
  // Microsoft says which of the three failed: "Spf= Fail , Dkim= Pass , DMARC= Fail".
  const failed =
    code === '7.515' ? (text.match(/\b(?:SPF|DKIM|DMARC)(?=\s*=\s*(?:Fail|None|\w*Error))/gi) ?? []) : [];
  const check = failed.length > 0 ? failed.map((name) => name.toUpperCase()).join(', ') : found.check;
  const words = `${found.words.charAt(0).toUpperCase()}${found.words.slice(1)}.`;
  return check === undefined ? words : `${words} "courant doctor" says more: see its line "${check}".`;
}
