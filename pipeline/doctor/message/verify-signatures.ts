import { dkimVerify } from 'mailauth';
import { plural } from '../../foundation/problems/plural.ts';
import type { Lookup } from '../dns/lookup.ts';
import { answered, type CheckResult, finding, skipped, unanswered } from '../findings/finding.ts';

/** Verifies the DKIM signatures of a message with the keys in DNS. The library is not the one that signs. */
export async function verifySignatures(
  lookup: Lookup,
  raw: Uint8Array,
  { edition, now }: { readonly edition: string; readonly now: Date },
): Promise<CheckResult> {
  const { results } = await dkimVerify(Buffer.from(raw), {
    curTime: now,
    resolver: async (name: string) => {
      const answer = await lookup.txt(name);
      if (answer.kind === 'found') return answer.values.map((text) => [text]);
      const code = answer.kind === 'none' ? 'ENOTFOUND' : 'ETIMEOUT';
      throw Object.assign(new Error(code), { code });
    },
  });
  const all = results.map(({ signingDomain = '', selector = '', status }) => ({
    name: `${selector}._domainkey.${signingDomain}`,
    ...status,
  }));
  const signed = all.filter(({ result }) => result !== 'none');
  if (signed.length === 0) return skipped('message-dkim', `${edition}: not signed by Courant`);
  const isOpen = signed.some(({ result }) => result === 'temperror');
  const findings = signed
    .filter(({ result }) => result !== 'pass')
    .map(({ name, result, comment }) =>
      finding('message-dkim', { edition, name, reason: `${result}${comment ? `, ${comment}` : ''}` }),
    );
  const passed = signed.length - findings.length;
  const seen = `${edition}: ${passed} of ${plural(signed.length, 'signature is', 'signatures are')} valid`;
  return (isOpen ? unanswered : answered)('message-dkim', seen, findings);
}
