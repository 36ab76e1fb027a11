/** The longest name, without its extension. */
const longest = 60;

/** Names that mean a device on Windows. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A readable name from the name that a file had on somebody's computer: `Été à Hoorn (1).JPG` is
 * `ete-a-hoorn-1`. Letters of other scripts stay. Without any letter, it is `picture`.
 */
export function namePicture(original: string): string {
  const file = original.slice(Math.max(original.lastIndexOf('/'), original.lastIndexOf('\\')) + 1);
  const stem = file.replace(/\.[a-z0-9]{1,5}$/i, '');
  const words = stem
    .slice(0, 500)
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{M}/gu, (mark) => (isLatinMark(mark) ? '' : mark))
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  const name = [...words]
    .slice(0, longest)
    .join('')
    .replace(/^-+|-+$/g, '');
  if (name === '') return 'picture';
  return devices.test(name) ? `picture-${name}` : name;
}

/** Whether a mark only changes a letter, as an accent does. The vowels of other scripts are marks too. */
const isLatinMark = (mark: string) => /[\u0300-\u036f]/.test(mark);

/** The name with a number, from the second file of this name on: `boat.jpg`, `boat-2.jpg`. */
export function numbered(name: string, number: number, type: string): string {
  return number === 1 ? `${name}.${type}` : `${name}-${number}.${type}`;
}
