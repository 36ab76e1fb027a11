/**
 * Whether the bytes of a file begin like a picture (PNG, JPEG, GIF, WebP, AVIF or SVG), regardless of its
 * name.
 */
export function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('latin1');
  return (
    /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|.{4}ftyp.{0,24}avi[fs])/s.test(start) ||
    // Comments and a document type may come before the <svg> tag.
    /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!--|!DOCTYPE svg)[\s\S]*/i.test(start)
  );
}
