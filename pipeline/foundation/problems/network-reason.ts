/**
 * Why `fetch` failed: the code of the network failure, such as ENOTFOUND, or the name of the error. `fetch` throws a
 * TypeError for every failure, and the details are in its cause.
 */
export function networkReason(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: Cause };
  if (typeof cause?.code === 'string') return cause.code;
  // The code of an abort is a number. The message of what is behind it says who aborted, such as a proxy.
  return typeof cause?.code === 'number' ? (cause.cause ?? cause).message.replace(/\.$/, '') : name;
}

interface Cause {
  readonly code?: unknown;
  readonly message: string;
  readonly cause?: Cause;
}
