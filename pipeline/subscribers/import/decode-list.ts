/** The content of a file. Each call reads it from the start. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

type ListEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes in memory as a source. */
export function bytesAsSource(bytes: Uint8Array): ByteSource {
  return async function* () {
    yield bytes;
  };
}

/**
 * The encoding of a list: the one in its byte order mark, else UTF-8 when the whole file is valid UTF-8, else
 * Windows-1252, which includes Latin-1. Statistics are unnecessary, because text in another encoding is
 * practically never valid UTF-8.
 */
export async function detectEncoding(source: ByteSource): Promise<ListEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  for await (const chunk of source()) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
    if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
    isFirst = false;
    if (!isValid(() => decoder.decode(chunk, { stream: true }))) return 'windows-1252';
  }
  return isValid(() => decoder.decode()) ? 'utf-8' : 'windows-1252';
}

/** The text in pieces, without its byte order mark. */
export async function* decodeList(source: ByteSource, encoding: ListEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function isValid(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false; // The decoder throws a TypeError when the bytes are not UTF-8.
    throw error;
  }
}
