/** A header field of a message as it is sent, including folded lines. */
export interface RawField {
  readonly name: string;
  readonly value: string;
  readonly lines: readonly string[];
}

/** The header of a message (RFC 5322, 2.2) and its body, in Latin-1, so that a character is a byte. */
export function readHeaders(raw: Uint8Array): { fields: readonly RawField[]; body: string } {
  const text = Buffer.from(raw).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const fields = head.split(/\r\n(?![ \t])/).map((field) => {
    const [, name = '', value = ''] = /^([^:]*):\s*([\s\S]*)$/.exec(field) ?? [];
    return {
      name: name.toLowerCase(),
      value: value.replace(/\r\n(?=[ \t])/g, ''),
      lines: field.split('\r\n'),
    };
  });
  return { fields, body: end < 0 ? '' : text.slice(end + 4) };
}
