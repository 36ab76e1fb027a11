import { X509Certificate } from 'node:crypto';
import { minute } from '../../foundation/time/durations.ts';

interface CertificateOptions {
  readonly fetch: typeof fetch;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/** Why a certificate is not available. The request is then neither genuine nor forged, and the sender may retry. */
export class CertificateUnavailable extends Error {
  override readonly name = 'CertificateUnavailable';
}

const longestCertificate = 32 * 1024;
const mostKept = 20;
/** Per minute. Anybody may send a webhook that names another certificate, and each causes a download. */
const mostFetches = 10;

/**
 * Creates a function that returns the signing certificates of Amazon SNS by their address, which the caller has
 * checked. It keeps them. TLS proves that Amazon published a certificate; its name must be that of Amazon SNS, and it
 * must be valid now. The chain of the certificate is not checked, because the file does not have it.
 */
export function createSnsCertificates({
  fetch,
  clock,
}: CertificateOptions): (url: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  let fetches: number[] = [];
  return async (url) => {
    const now = clock();
    let certificate = kept.get(url);
    if (certificate === undefined) {
      fetches = fetches.filter((at) => at > now - minute);
      if (fetches.length >= mostFetches)
        throw new CertificateUnavailable('too many certificates were requested within a minute');
      fetches.push(now);
      certificate = fetchText(fetch, url);
      if (kept.size >= mostKept) kept.clear();
      kept.set(url, certificate);
      certificate.catch(() => kept.delete(url));
    }
    const pem = await certificate;
    const fault = faultOf(pem, now);
    if (fault === undefined) return pem;
    kept.delete(url);
    throw new CertificateUnavailable(fault);
  };
}

async function fetchText(fetch: CertificateOptions['fetch'], url: string): Promise<string> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`the answer was ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    if (bytes.byteLength > longestCertificate) throw new Error('the answer is too long');
    return Buffer.from(bytes).toString('latin1');
  } catch (error) {
    throw new CertificateUnavailable(error instanceof Error ? error.message : 'no answer', { cause: error });
  }
}

/** Amazon's names: `sns.amazonaws.com`, and in some regions `sns-signing.<region>.amazonaws.com` or a similar one. */
const ownName = /^CN=sns[-.a-z0-9]*\.amazonaws\.com(\.cn)?$/m;

function faultOf(pem: string, now: number): string | undefined {
  try {
    const { subject, validFromDate, validToDate } = new X509Certificate(pem);
    if (!ownName.test(subject)) return 'the certificate is not that of Amazon SNS';
    const isValid = validFromDate.getTime() <= now && now <= validToDate.getTime();
    return isValid ? undefined : 'the certificate is not valid now';
  } catch {
    // Node's error says no more than that the text is not a certificate.
    return 'the answer is not a certificate';
  }
}
