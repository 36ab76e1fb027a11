import { parseTags } from '../dns/parse-tags.ts';
import { answered, type CheckResult, finding } from '../findings/finding.ts';
import { readHeaders } from './read-headers.ts';

/** A warning and not an error, because the mail server may sign. */
const unsigned = 'it has no DKIM signature, so the mail server has to add one that covers the two fields';

/** Checks one-click unsubscribing (RFC 8058), which Gmail and Yahoo require of bulk mail. */
export function checkListUnsubscribe(raw: Uint8Array, edition: string): CheckResult {
  const { fields } = readHeaders(raw);
  const valuesOf = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value);
  const [link = ''] = valuesOf('list-unsubscribe');
  const [post = ''] = valuesOf('list-unsubscribe-post');
  const signed = valuesOf('dkim-signature').map((value) =>
    (parseTags(value).tags.get('h') ?? '').split(':').map((name) => name.trim().toLowerCase()),
  );
  const covers = (names: readonly string[]) =>
    names.includes('list-unsubscribe') && names.includes('list-unsubscribe-post');
  const reasons = [
    ...(link === '' ? ['it has no List-Unsubscribe field'] : []),
    ...(link !== '' && !/<https:\/\/[^>]+>/.test(link)
      ? ['its List-Unsubscribe field has no https: address']
      : []),
    ...(post.trim() === 'List-Unsubscribe=One-Click' ? [] : ['it has no List-Unsubscribe-Post field']),
    ...(signed.every(covers) ? [] : ['its DKIM signature does not cover the two fields']),
  ];
  const findings = reasons.map((reason) => finding('message-unsubscribe', { edition, reason }));
  if (signed.length === 0)
    findings.push(finding('message-unsubscribe', { edition, reason: unsigned }, { severity: 'warning' }));
  return answered(
    'message-unsubscribe',
    `${edition}: ${findings.length === 0 ? 'one click' : 'not complete'}`,
    findings,
  );
}
