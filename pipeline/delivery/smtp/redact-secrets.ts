/** With fewer characters, hiding a secret wherever it occurs would leave no text to read. */
const shortest = 4;

/**
 * A server's text without our credentials. Some servers quote the AUTH command in their reply, with the credentials in
 * base64 (RFC 4954, 4).
 */
export function redactSecrets(
  text: string,
  { user = '', password = '' }: { user?: string | undefined; password?: string | undefined },
): string {
  const secrets = [password, user].filter((secret) => secret !== '');
  if (secrets.some((secret) => secret.length < shortest && text.includes(secret))) return '(redacted)';
  const plain = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '(redacted)'), text);
  return plain.replace(/[A-Za-z0-9+/]{4,}={0,2}/g, (word) => {
    const decoded = Buffer.from(word, 'base64').toString('utf8');
    return secrets.some((secret) => decoded.includes(secret)) ? '(redacted)' : word;
  });
}
