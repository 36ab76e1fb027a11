/**
 * How a mail program shows an edition:
 * - `light`, `dark`: as authored, for a screen of that kind
 * - `gmail`: an emulation of Gmail's app on a dark phone, which inverts the lightness of every
 *   colour and ignores the media query for dark screens
 * - `outlook`: an emulation of Outlook.com and its apps, which darken light backgrounds, lighten dark
 *   text, and mark the page with `data-ogsc` and `data-ogsb`
 */
export type Scheme = 'light' | 'dark' | 'gmail' | 'outlook';

export const schemes = ['light', 'dark', 'gmail', 'outlook'] as const satisfies Scheme[];

/**
 * Changes the HTML to look as in that mail program. Both emulations are approximations, and the studio says
 * so.
 */
export function emulateScheme(html: string, scheme: Scheme): string {
  switch (scheme) {
    case 'light':
      return asAuthored(html, 'light');
    case 'dark':
      return asAuthored(html, 'dark');
    case 'gmail':
      return recolour(asAuthored(html, 'light'), (colour) => turnAround(colour));
    case 'outlook':
      return recolour(asAuthored(html, 'light'), darkenPartly).replace(
        /<html\b/,
        '<html data-ogsc="" data-ogsb=""',
      );
  }
}

/** Makes media queries follow the chosen scheme instead of the machine's. */
function asAuthored(html: string, scheme: 'light' | 'dark'): string {
  const never = '(max-width: 0px)';
  const always = '(min-width: 0px)';
  return html.replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, (style) =>
    style
      .replace(/\(\s*prefers-color-scheme:\s*(dark|light)\s*\)/g, (_, wanted: string) =>
        wanted === scheme ? always : never,
      )
      .replace(/color-scheme:\s*light dark/g, `color-scheme: ${scheme}`),
  );
}

type Recolour = (colour: Colour, property: string) => Colour;

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Replaces all declared colours, in style attributes and in presentational attributes. */
function recolour(html: string, change: Recolour): string {
  const declarations = (css: string) =>
    css.replace(
      /([\w-]*(?:color|background|border[\w-]*))\s*:\s*([^;"}]+)/gi,
      (_, property: string, value: string) => {
        return `${property}: ${changeColours(value, property.toLowerCase(), change)}`;
      },
    );
  const changed = html
    .replace(/style="([^"]*)"/g, (_, css: string) => `style="${declarations(css)}"`)
    .replace(/(bgcolor|background-color)="([^"]*)"/g, (_, name: string, value: string) => {
      return `${name}="${changeColours(value, 'background-color', change)}"`;
    });
  const canvas = show(change({ red: 255, green: 255, blue: 255 }, 'background-color'));
  const ink = show(change({ red: 0, green: 0, blue: 0 }, 'color'));
  return changed.replace(/<\/head>/, `<style>html{background:${canvas};color:${ink}}</style></head>`);
}

function changeColours(value: string, property: string, change: Recolour): string {
  return value.replace(/#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|\bwhite\b|\bblack\b/gi, (text) => {
    return show(change(read(text), property));
  });
}

function read(text: string): Colour {
  const named: Record<string, string> = { white: '#ffffff', black: '#000000' };
  const hex = named[text.toLowerCase()] ?? text;
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const at = (index: number) => Number.parseInt(digits.slice(index, index + 2), 16);
  return { red: at(0), green: at(2), blue: at(4) };
}

function show({ red, green, blue }: Colour): string {
  const hex = (value: number) =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0');
  return `#${hex(red)}${hex(green)}${hex(blue)}`;
}

/** Inverts the lightness and keeps the hue. */
function turnAround(colour: Colour): Colour {
  const { red, green, blue } = colour;
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  // Adding the same amount to each channel keeps the hue. Lightness l becomes 1 - l, but never quite black.
  const shift = 255 - most - least;
  const floor = 18;
  const scale = (value: number) => floor + ((value + shift) * (255 - floor)) / 255;
  return { red: scale(red), green: scale(green), blue: scale(blue) };
}

function darkenPartly(colour: Colour, property: string): Colour {
  const isLight = lightness(colour) > 0.5;
  const isInk = property === 'color';
  return isLight === isInk ? colour : turnAround(colour);
}

function lightness({ red, green, blue }: Colour): number {
  return (Math.max(red, green, blue) + Math.min(red, green, blue)) / 510;
}

/** Replaces pictures with their alternative texts, as many mail programs first show a message. */
export function withoutImages(html: string): string {
  return html
    .replace(/(<img\b[^>]*?)\ssrc="[^"]*"/g, '$1')
    .replace(/(<img\b[^>]*?)\ssrcset="[^"]*"/g, '$1')
    .replace(/background(?:-image)?\s*:\s*url\([^)]*\)/g, 'background:none');
}

/** The size of HTML at which Gmail clips a message, in bytes. */
export const clippedAt = 102_000;

/** Finds the element within which Gmail clips. `html` is the HTML of the message itself. */
export function findClipping(html: string): { bytes: number; at: number | undefined } {
  const bytes = Buffer.byteLength(html);
  if (bytes <= clippedAt) return { bytes, at: undefined };
  return { bytes, at: Buffer.from(html).subarray(0, clippedAt).toString('utf8').length };
}
