/** The brightness, from 0 to 255, below which a colour has too little contrast with a dark page. */
const darkest = 60;
/** The part of the visible pixels that must be dark. */
const enough = 0.25;
/** The part of a picture that may be visible. Above it, only the edges are transparent, as in many drawings. */
const mostVisible = 0.95;

/** Whether a large part of what is visible in a transparent picture is too dark for a dark page. */
export function hasDarkLines(pixels: Uint8Array, channels: number): boolean {
  let visible = 0;
  let dark = 0;
  for (let at = 0; at < pixels.length; at += channels) {
    const alpha = pixels[at + channels - 1] ?? 0;
    const red = pixels[at] ?? 0;
    const green = channels === 2 ? red : (pixels[at + 1] ?? 0);
    const blue = channels === 2 ? red : (pixels[at + 2] ?? 0);
    visible += alpha;
    if (0.2126 * red + 0.7152 * green + 0.0722 * blue < darkest) dark += alpha;
  }
  const whole = (pixels.length / channels) * 255;
  return visible > 0 && visible <= whole * mostVisible && dark >= visible * enough;
}
