import { isIPv4 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** How often forms that send mail may be used. */
export interface FormLimits {
  /** Counts one; false when it is too many. `address` is the client's IP address. */
  take(address: string): Promise<boolean>;
}

const hour = 3600;

/** Per process: the limit per mailbox stands in the store, and holds for all processes together. */
export function createFormLimits(limits: { perNetwork: number; overall: number }): FormLimits {
  const perNetwork = new RateLimiterMemory({ points: limits.perNetwork, duration: hour });
  const overall = new RateLimiterMemory({ points: limits.overall, duration: hour });
  const allows = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(key);
      return true;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal; // else it is the limiter's way to say no
      return false;
    }
  };
  // Looked at before a network is remembered, so that there are never more of these than forms.
  const isExhausted = async () => ((await overall.get('all'))?.consumedPoints ?? 0) >= limits.overall;
  return {
    // A network that has had its share takes nothing from the others'.
    take: async (address) =>
      !(await isExhausted()) &&
      (await allows(perNetwork, networkOf(address))) &&
      (await allows(overall, 'all')),
  };
}

/** What one household or office has: a /24 of IPv4, a /56 of IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return mapped.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  const [a = '0', b = '0', c = '0', d = '0'] = groups;
  return [a, b, c, d.padStart(4, '0').slice(0, 2)].join(':');
}
