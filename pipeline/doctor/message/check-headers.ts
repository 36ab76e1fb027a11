import { plural } from '../../foundation/problems/plural.ts';
import { answered, type CheckResult, type Finding, finding } from '../findings/finding.ts';
import { type RawField, readHeaders } from './read-headers.ts';

/** The fields that a message has exactly once (RFC 5322, 3.6). Gmail refuses one with two From fields. */
const once = ['from', 'to', 'date', 'message-id', 'subject', 'mime-version'];
/** RFC 5322, 2.1.1, in bytes. */
const [longest, usual] = [998, 78];
/** RFC 5321, 4.5.3.1.3: the longest address. Some receivers cut longer From fields off. */
const longestFrom = 320;

/** Checks the header fields of a message, and the length of all of its lines. */
export function checkHeaders(raw: Uint8Array, edition: string): CheckResult {
  const { fields, body } = readHeaders(raw);
  const say = (name: string, reason: string, severity: 'error' | 'note' = 'error') =>
    finding('message-header', { edition, name, reason }, { severity });
  const findings: Finding[] = [
    ...once.flatMap((name) => {
      const count = fields.filter((field) => field.name === name).length;
      return count === 1 ? [] : [say(name, `occurs ${count} times instead of once`)];
    }),
    ...fields.flatMap((field) => judgeField(field, say)),
  ];
  if (body.split('\r\n').some((line) => line.length > longest))
    findings.push(say('body', `has a line of more than ${longest} bytes`));
  if (/(?<!\r)\n|\r(?!\n)/.test(body)) findings.push(say('body', 'has a line end that is not CRLF'));
  return answered('message-headers', `${edition}: ${plural(fields.length, 'field')}`, findings);
}

type Say = (name: string, reason: string, severity?: 'error' | 'note') => Finding;

function judgeField({ name, value, lines }: RawField, say: Say): Finding[] {
  const widest = Math.max(...lines.map((line) => line.length));
  const date = name === 'date' ? Date.parse(value) : 0;
  return [
    ...(/^[\x21-\x39\x3b-\x7e]+$/.test(name) ? [] : [say(name || 'a line', 'is not a header field')]),
    ...(/[^\t\x20-\x7e]/.test(value) ? [say(name, 'has bytes outside of ASCII')] : []),
    ...(widest > longest ? [say(name, `has a line of more than ${longest} bytes`)] : []),
    // A signature and a link cannot always be folded.
    ...(widest > usual && widest <= longest && !['list-unsubscribe', 'dkim-signature'].includes(name)
      ? [say(name, `has a line of ${widest} bytes, and ${usual} is usual`, 'note')]
      : []),
    ...(name === 'from' && value.length > longestFrom ? [say(name, `is ${value.length} bytes long`)] : []),
    ...(Number.isNaN(date) ? [say(name, 'is not a date')] : []),
  ];
}
