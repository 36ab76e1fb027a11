import { foldHeader } from './header-text.ts';

/** A header field, or several that follow each other. */
export interface HeaderField {
  /** In lower case. Several are separated as in the `h=` of a signature: `reply-to: subject`. */
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

/** Joins fields that many messages share, so that this happens only once. */
export function joinFields(fields: readonly HeaderField[]): HeaderField {
  return {
    name: fields.map(({ name }) => name).join(': '),
    raw: fields.map(({ raw }) => raw).join(''),
    relaxed: fields.map(({ relaxed }) => relaxed).join(''),
  };
}

class EncodedField implements HeaderField {
  readonly name: string;
  readonly #shownName: string;
  readonly #value: string;
  #raw: string | undefined;
  #relaxed: string | undefined;

  constructor(name: string, value: string) {
    this.name = name.toLowerCase();
    this.#shownName = name;
    this.#value = value;
  }

  get raw(): string {
    this.#raw ??= foldHeader(this.#shownName, this.#value);
    return this.#raw;
  }

  get relaxed(): string {
    this.#relaxed ??= `${this.name}:${this.#value.replace(/[ \t]+/g, ' ').trim()}\r\n`;
    return this.#relaxed;
  }
}
