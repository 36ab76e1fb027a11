/** Shorter secrets are not hidden, because they would match too much of the text. */
const shortest = 4;
const redacted = '(redacted)';

/**
 * Removes our credentials from a server's text. Some servers quote the AUTH command in their reply, with the
 * credentials in base64 (RFC 4954, 4). The base64 may be folded, or have no space around it.
 */
export function redactSecrets(
  text: string,
  { user = '', password = '' }: { user?: string | undefined; password?: string | undefined },
): string {
  const secrets = [password, user].filter((secret) => secret !== '');
  if (secrets.some((secret) => secret.length < shortest && text.includes(secret))) return redacted;
  const traces = secrets.flatMap(tracesOf);
  const has = (encoded: string, trace: string) => withPlus(encoded).includes(trace);
  const unfolded = text.replace(/\s/g, '');
  if (traces.some((trace) => has(unfolded, trace) && !has(text, trace))) return redacted;
  const plain = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
  return plain.replace(/[\w+/-]{4,}={0,2}/g, (word) => {
    const decoded = Buffer.from(word, 'base64').toString('utf8');
    const isSecret = secrets.some((secret) => decoded.includes(secret));
    return isSecret || traces.some((trace) => has(word, trace)) ? redacted : word;
  });
}

/** The forms that a secret takes within a longer base64 text, one for each of the three alignments. */
function tracesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2]
    .map((shift) => {
      const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
      return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    })
    .filter((trace) => trace.length >= shortest);
}

/** Converts base64url to plain base64. */
const withPlus = (encoded: string) => encoded.replaceAll('-', '+').replaceAll('_', '/');
