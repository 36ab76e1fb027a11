import { expect } from 'vitest';
import { secret } from './secret.ts';

/** Fails if a line of a log has an address, a token, a name or a secret, wherever it came from. */
export function expectNothingPrivate(lines: readonly string[]): void {
  for (const line of lines) {
    expect(() => JSON.parse(line), line).not.toThrow();
    expect(line).not.toMatch(/[\w.+-]+(@|%40)[\w-]+/);
    expect(line).not.toMatch(/v[12]\.[\w-]{10,}/);
    expect(line).not.toContain(secret);
    expect(line).not.toMatch(/zo\u00eb/i);
    expect(line).not.toMatch(/\b[0-9a-f]{32}\b/);
  }
}
