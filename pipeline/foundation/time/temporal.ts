/**
 * The runtime's Temporal, or a polyfill if it has none (Node 24). The polyfill takes the time zone rules from
 * the runtime's Intl.
 */
const native = globalThis.Temporal;
const { Temporal: chosen } = native ? { Temporal: native } : await import('temporal-polyfill');

export const temporal = chosen as typeof Temporal;
