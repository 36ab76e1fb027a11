import { foldHeader } from './header-text.ts';

export interface HeaderField {
  readonly name: string;
  /** As it is sent: folded, with its CRLF. */
  readonly raw: string;
  /** In DKIM's relaxed form (RFC 6376, 3.4.2), with its CRLF. */
  readonly relaxed: string;
}

/** A header field. `value` is already encoded; this folds it at its spaces. */
export function createHeaderField(name: string, value: string): HeaderField {
  return {
    name,
    raw: foldHeader(name, value),
    relaxed: `${name.toLowerCase()}:${value.replace(/[ \t]+/g, ' ').trim()}\r\n`,
  };
}
