/** What a delivery status (RFC 3464, RFC 6533) says about one recipient. */
export interface RecipientStatus {
  readonly recipient: string | undefined;
  readonly action: 'failed' | 'delayed' | 'delivered';
  readonly status: string | undefined;
  readonly diagnostic: string | undefined;
}

/** More recipients than a message of ours can have. */
const mostRecipients = 100;
/** In characters. Servers say less, and the field may be folded into many lines. */
const longestDiagnostic = 4_000;

/** Parses the fields of a message/delivery-status part. Blocks without a recipient or an action are left out. */
export function parseDeliveryStatus(text: string): RecipientStatus[] {
  return text
    .split(/\n[ \t]*\n/)
    .map(parseFields)
    .filter((fields) => ['final-recipient', 'original-recipient', 'action'].some((name) => fields.has(name)))
    .slice(0, mostRecipients)
    .flatMap((fields) => {
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0];
      const action = actionOf(fields.get('action'), status);
      if (action === undefined) return [];
      const original = addressOf(fields.get('original-recipient'));
      const recipient =
        original ?? addressOf(fields.get('final-recipient') ?? fields.get('x-actual-recipient'));
      return [{ recipient, action, status, diagnostic: withoutType(fields.get('diagnostic-code')) }];
    });
}

/** Parses "Name: value" lines, with folded lines put together. The first field of a name counts. */
export function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const lines = text.replace(/\n[ \t]+/g, ' ').split('\n');
  for (const line of lines) {
    const [, name, value] = /^([\w-]{1,60})[ \t]*:(.*)$/.exec(line) ?? [];
    const key = name?.toLowerCase();
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value.trim());
  }
  return fields;
}

function actionOf(
  text: string | undefined,
  status: string | undefined,
): RecipientStatus['action'] | undefined {
  const word = /[a-z]+/i.exec(text ?? '')?.[0].toLowerCase();
  if (word?.startsWith('fail')) return 'failed';
  if (word === 'delayed') return 'delayed';
  if (word === 'delivered' || word === 'relayed' || word === 'expanded') return 'delivered';
  if (word === 'error' || status?.startsWith('5.')) return 'failed';
  if (status === undefined) return undefined;
  return status.startsWith('4.') ? 'delayed' : 'delivered';
}

/** The address in `rfc822; zoe@example.org` or `utf-8; zo\x{EB}@example.org`. */
function addressOf(field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const [type, rest] = field.includes(';') ? splitOnce(field, ';') : ['', field];
  const text = /utf-8/i.test(type) ? rest.replace(/\\x\{([0-9A-F]{1,6})\}/gi, decodePoint) : rest;
  return /[^\s<>"]{1,256}@[^\s<>"]{1,256}/.exec(text.replaceAll('"', ''))?.[0];
}

function decodePoint(whole: string, hex: string): string {
  const point = Number.parseInt(hex, 16);
  return point > 0x10ffff ? whole : String.fromCodePoint(point);
}

/** Removes the type of a diagnostic code: `smtp; 550 …`. */
function withoutType(field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const words = field.replace(/^\s*[\w-]+\s*;\s*/, '');
  return words.slice(0, longestDiagnostic).trim() || undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
