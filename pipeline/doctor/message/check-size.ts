import PostalMime from 'postal-mime';
import { answered, type CheckResult, finding } from '../findings/finding.ts';

/** In bytes. Gmail shows the first 102 kB of the HTML and hides the rest behind a link. */
const clippedAt = 102_000;

/** Checks the size of the HTML as a mail program decodes it, with the values of one reader in it. */
export async function checkSize(raw: Uint8Array, edition: string): Promise<CheckResult> {
  const { html = '' } = await PostalMime.parse(raw);
  const bytes = Buffer.byteLength(html);
  const kilobytes = (size: number) => `${Math.ceil(size / 1000)} kB`;
  const seen = `${edition}: ${kilobytes(raw.byteLength)}, its HTML ${kilobytes(bytes)}`;
  const findings = bytes > clippedAt ? [finding('message-clipped', { edition, bytes })] : [];
  return answered('message-size', seen, findings);
}
