/**
 * Temporal: that of the runtime, and where it has none (Node 24), a polyfill that takes the rules of time zones from
 * the runtime's Intl.
 */
const native = globalThis.Temporal;
const { Temporal: chosen } = native ? { Temporal: native } : await import('temporal-polyfill');

export const temporal = chosen as typeof Temporal;
