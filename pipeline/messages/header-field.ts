import { foldHeader } from './header-text.ts';

export interface HeaderField {
  readonly name: string;
  /** As it is sent: folded, with its CRLF. */
  readonly raw: string;
  /** In DKIM's relaxed form (RFC 6376, 3.4.2), with its CRLF. */
  readonly relaxed: string;
}

/** A header field. `value` is already encoded; this folds it at its spaces. Each form is made when it is first needed. */
export function createHeaderField(name: string, value: string): HeaderField {
  return new EncodedField(name, value);
}

class EncodedField implements HeaderField {
  readonly name: string;
  readonly #value: string;
  #raw: string | undefined;
  #relaxed: string | undefined;

  constructor(name: string, value: string) {
    this.name = name;
    this.#value = value;
  }

  get raw(): string {
    this.#raw ??= foldHeader(this.name, this.#value);
    return this.#raw;
  }

  get relaxed(): string {
    this.#relaxed ??= `${this.name.toLowerCase()}:${this.#value.replace(/[ \t]+/g, ' ').trim()}\r\n`;
    return this.#relaxed;
  }
}
