import { isIP } from 'node:net';
import { Parser } from 'htmlparser2';

/** A DMARC aggregate report (RFC 9990, and RFC 7489 before it). */
export interface DmarcReport {
  readonly kind: 'dmarc';
  readonly reporter: string;
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly domain: string;
  readonly policy: string;
  readonly rows: readonly DmarcRow[];
}

/** Messages from one address that had the same results. */
export interface DmarcRow {
  readonly source: string;
  readonly count: number;
  readonly disposition: string;
  /** Whether DMARC counted the result: it passed, for a domain that aligns. */
  readonly dkim: boolean;
  readonly spf: boolean;
  readonly from: string;
  /** Why the receiver did not apply the policy, such as `forwarded`. */
  readonly overrides: readonly string[];
  readonly dkimResults: readonly AuthResult[];
  readonly spfResults: readonly AuthResult[];
}

interface AuthResult {
  readonly domain: string;
  readonly result: string;
}

const mostRows = 100_000;
const deepest = 12;
const longestText = 2_000;
/** How often an element may occur in one record, and how many different ones the head may have. */
const mostValues = 50;
/** The parser gets the text in pieces, so that it stops soon after a refusal. */
const step = 65_536;

/** Parses the XML of a report. Returns the reason if it is not a report, or could do harm. */
export function parseDmarcReport(xml: string): DmarcReport | { readonly reason: string } {
  let reason: string | undefined;
  const refuse = (why: string) => {
    reason ??= why;
  };
  const path: string[] = [];
  const head = new Map<string, string>();
  const rows: DmarcRow[] = [];
  let row = new Map<string, string[]>();
  let text = '';
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.startsWith('!')) refuse('it has a DOCTYPE, which no report needs');
      },
      onopentag(name) {
        if (reason !== undefined) return;
        path.push(name.replace(/^.*:/, '').toLowerCase());
        text = '';
        if (path[0] !== 'feedback') refuse('it is not a DMARC report');
        else if (path.length > deepest) refuse('its elements are nested too deeply');
      },
      ontext(more) {
        if (text.length < longestText) text += more;
      },
      onclosetag(_, isImplied) {
        if (reason !== undefined) return;
        if (isImplied) refuse('it is cut off, or not well-formed');
        const place = path.slice(1).join('/');
        const value = clean(text);
        text = '';
        path.pop();
        if (place === 'record') {
          const read = readRow(row);
          if ('reason' in read) refuse(read.reason);
          else if (rows.push(read) > mostRows) refuse(`it has more than ${mostRows} records`);
          row = new Map();
        } else if (place.startsWith('record/')) {
          const values = row.get(place) ?? [];
          if (values.length < mostValues) values.push(value);
          if (row.has(place) || row.size < mostValues) row.set(place, values);
        } else if (!head.has(place) && head.size < mostValues) head.set(place, value);
      },
    },
    { xmlMode: true },
  );
  for (let at = 0; at < xml.length && reason === undefined; at += step)
    parser.write(xml.slice(at, at + step));
  parser.end();
  if (reason !== undefined) return { reason };
  const domain = head.get('policy_published/domain');
  if (!domain) return { reason: 'it is not a DMARC report, or names no domain' };
  const time = (name: string) => Number(head.get(`report_metadata/date_range/${name}`)) * 1000;
  const [begin, end] = [time('begin'), time('end')];
  if (!isMoment(begin) || !isMoment(end)) return { reason: 'its period is not valid' };
  return {
    kind: 'dmarc',
    reporter: head.get('report_metadata/org_name') || 'unknown',
    id: head.get('report_metadata/report_id') ?? '',
    begin,
    end,
    domain: domain.toLowerCase(),
    policy: head.get('policy_published/p') || 'none',
    rows,
  };
}

/** Up to the year 9999: later ones cannot be written as a date. */
const isMoment = (time: number) => Number.isFinite(time) && time >= 0 && time < 253_402_300_800_000;

function readRow(fields: ReadonlyMap<string, readonly string[]>): DmarcRow | { readonly reason: string } {
  const one = (place: string) => fields.get(`record/${place}`)?.[0] ?? '';
  const count = Number(/^\d+$/.exec(one('row/count')) ?? Number.NaN);
  const source = one('row/source_ip');
  if (!Number.isSafeInteger(count) || count < 0) return { reason: 'the count of a record is not a number' };
  if (isIP(source) === 0) return { reason: 'the source of a record is not an IP address' };
  const results = (method: string): AuthResult[] => {
    const names = fields.get(`record/auth_results/${method}/domain`) ?? [];
    const found = fields.get(`record/auth_results/${method}/result`) ?? [];
    return found.map((result, index) => ({
      domain: (names[index] ?? '').toLowerCase(),
      result: result.toLowerCase(),
    }));
  };
  return {
    source,
    count,
    disposition: one('row/policy_evaluated/disposition').toLowerCase() || 'none',
    dkim: one('row/policy_evaluated/dkim').toLowerCase() === 'pass',
    spf: one('row/policy_evaluated/spf').toLowerCase() === 'pass',
    from: one('identifiers/header_from').toLowerCase(),
    overrides: (fields.get('record/row/policy_evaluated/reason/type') ?? []).map((type) =>
      type.toLowerCase(),
    ),
    dkimResults: results('dkim'),
    spfResults: results('spf'),
  };
}

/** Untrusted text in one line, without control characters that a terminal would obey. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
