import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { fields, type ViewShape } from '../publication/templates/view-shape.ts';
import { type Html, html } from './html.ts';

const palette = fields(['background', 'surface', 'text', 'muted', 'line', 'accent', 'onAccent']);

/** The names that templates can use for the theme. */
export const themeShape: ViewShape = fields([], {
  light: palette,
  dark: palette,
  fonts: fields(['heading', 'text', 'label']),
});

/** The theme in the form that templates get. Its fonts are safe in style sheets and attributes. */
export function createThemeView({ light, dark, fonts }: Newsletter['theme']) {
  return {
    light,
    dark,
    fonts: { heading: fontCss(fonts.heading), text: fontCss(fonts.text), label: fontCss(fonts.label) },
  };
}

/**
 * A style sheet does not decode HTML escapes, so a font must not contain characters that end the declaration
 * or the tag.
 */
function fontCss(font: string): Html {
  const names = font.replaceAll('"', "'").replace(/[^\p{L}\p{M}\p{N}_ ,'-]/gu, '');
  const isClosed = names.split("'").length % 2 === 1;
  return html(isClosed ? names : names.replaceAll("'", ''));
}
