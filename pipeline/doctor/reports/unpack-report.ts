import { gunzipSync } from 'node:zlib';
import { Unzip, UnzipInflate } from 'fflate';

/** The text of a report, or the reason why there is none. */
type Unpacked = { readonly text: string } | { readonly reason: string };

interface Limits {
  /** In megabytes. */
  readonly packed: number;
  readonly unpacked: number;
}

const megabyte = 2 ** 20;
/** Real reports have some kilobytes, and those of large receivers about large senders a few megabytes. */
const usual: Limits = { packed: 10, unpacked: 50 };
const mostFiles = 10;

/** Unpacks a report: gzip (RFC 1952), a zip file with one report in it, or plain text. */
export function unpackReport(bytes: Uint8Array, { packed, unpacked } = usual): Unpacked {
  if (bytes.byteLength > packed * megabyte) return { reason: `it is larger than ${packed} MB` };
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unpackGzip(bytes, unpacked);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return unpackZip(bytes, unpacked);
  return decode(bytes);
}

function unpackGzip(bytes: Uint8Array, most: number): Unpacked {
  try {
    return decode(gunzipSync(bytes, { maxOutputLength: most * megabyte }));
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { reason: isLarge ? tooLarge(most) : 'its gzip data are damaged' };
  }
}

/** How many packed bytes to unpack between two checks of the total size. They may grow 1,032 times. */
const step = 4096;

function unpackZip(bytes: Uint8Array, most: number): Unpacked {
  const files: Uint8Array[][] = [];
  let reason: string | undefined;
  let size = 0;
  const unzip = new Unzip((file) => {
    // Folders, and what macOS adds.
    if (/\/$|^__MACOSX\//.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    files.push(chunks);
    if (files.length > mostFiles) reason ??= `it has more than ${mostFiles} files`;
    file.ondata = (error, chunk) => {
      if (error) reason ??= 'its zip data are damaged';
      size += chunk?.length ?? 0;
      if (size > most * megabyte) reason ??= tooLarge(most);
      if (reason === undefined) chunks.push(chunk);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && reason === undefined; at += step)
      unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  } catch {
    // The reason is reported: fflate throws for data and methods that it cannot unpack.
    reason ??= 'its zip data are damaged';
  }
  if (reason !== undefined) return { reason };
  const [first, second] = files.filter((chunks) => chunks.length > 0);
  if (first === undefined) return { reason: 'the zip file is empty' };
  return second === undefined
    ? decode(Buffer.concat(first))
    : { reason: 'it contains several reports; unpack it first' };
}

const tooLarge = (most: number) => `it unpacks to more than ${most} MB`;

function decode(bytes: Uint8Array): Unpacked {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return { text: new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes) };
}
