import { z } from 'zod';

const colours = {
  background: 'The background around the page',
  surface: 'The page behind the text',
  text: 'The text',
  muted: 'Less prominent text: dates, captions, the footer',
  line: 'Lines and borders',
  accent: 'The accent colour: links, buttons, the line below the masthead',
  onAccent: 'Text on the accent colour',
};

type Colour = keyof typeof colours;

const light: Record<Colour, string> = {
  background: '#f3f1ec',
  surface: '#ffffff',
  text: '#1d1d1b',
  muted: '#63605a',
  line: '#dcd8cf',
  accent: '#b3261e',
  onAccent: '#ffffff',
};

const dark: Record<Colour, string> = {
  background: '#121211',
  surface: '#1c1c1a',
  text: '#ecebe7',
  muted: '#a8a49b',
  line: '#3a3935',
  accent: '#ff8a7a',
  onAccent: '#1c1c1a',
};

const fonts = {
  heading: ["Georgia, 'Times New Roman', serif", 'The font of headings'],
  text: ["Georgia, 'Times New Roman', serif", 'The font of text'],
  label: ["'Helvetica Neue', Helvetica, Arial, sans-serif", 'The font of labels and the footer'],
} as const;

const thumbnails = {
  width: 144,
  height: 108,
  lead: false,
};

const colour = (name: Colour) =>
  z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .describe(`${colours[name]}, as #rrggbb.`);

const font = (name: keyof typeof fonts) => z.string().describe(`${fonts[name][1]}, as in CSS.`);

const pixels = (side: string) =>
  z.int().min(40).max(600).describe(`The ${side} at which it is shown, in pixels.`);

const lead = z.boolean().describe('Whether the lead story has a thumbnail too.');

const palette = {
  background: colour('background'),
  surface: colour('surface'),
  text: colour('text'),
  muted: colour('muted'),
  line: colour('line'),
  accent: colour('accent'),
  onAccent: colour('onAccent'),
};

const typefaces = { heading: font('heading'), text: font('text'), label: font('label') };

const described = {
  light: 'Colours in light mode.',
  dark: 'Colours in dark mode.',
  fonts: 'Fonts, which must be installed on readers\u2019 machines.',
  thumbnails: 'The cropped pictures beside the stories of a digest.',
};

const withDefaults = (defaults: Record<Colour, string>) =>
  z.strictObject({
    background: palette.background.default(defaults.background),
    surface: palette.surface.default(defaults.surface),
    text: palette.text.default(defaults.text),
    muted: palette.muted.default(defaults.muted),
    line: palette.line.default(defaults.line),
    accent: palette.accent.default(defaults.accent),
    onAccent: palette.onAccent.default(defaults.onAccent),
  });

const values = z.strictObject({
  from: z.string().min(1).describe('The theme that this one extends.').optional(),
  light: withDefaults(light).prefault({}).describe(described.light),
  dark: withDefaults(dark).prefault({}).describe(described.dark),
  fonts: z
    .strictObject({
      heading: typefaces.heading.default(fonts.heading[0]),
      text: typefaces.text.default(fonts.text[0]),
      label: typefaces.label.default(fonts.label[0]),
    })
    .prefault({})
    .describe(described.fonts),
  thumbnails: z
    .strictObject({
      width: pixels('width').default(thumbnails.width),
      height: pixels('height').default(thumbnails.height),
      lead: lead.default(thumbnails.lead),
    })
    .prefault({})
    .describe(described.thumbnails),
  logo: z
    .string()
    .describe('A file of the publication: the picture that replaces the name in the masthead.')
    .optional(),
});

/** `theme` in newsletter.yaml: the name of a theme, or the values that change one. */
export const themeSchema = z
  .union([z.string().min(1).describe('The name of a theme.'), values])
  .transform((theme) => (typeof theme === 'string' ? values.parse({ from: theme }) : theme))
  .prefault({})
  .describe('The name of a theme; or colours, fonts and a logo, with "from" for the theme to change.');

/** `theme.yaml` in the folder of a theme: the values that differ from the theme that it extends. */
export const themeFileSchema = z.strictObject({
  description: z.string().min(1).describe('The theme described in one sentence.').optional(),
  from: z.string().min(1).describe('The theme that this one extends.').optional(),
  light: z.strictObject(palette).partial().describe(described.light).optional(),
  dark: z.strictObject(palette).partial().describe(described.dark).optional(),
  fonts: z.strictObject(typefaces).partial().describe(described.fonts).optional(),
  thumbnails: z
    .strictObject({ width: pixels('width'), height: pixels('height'), lead })
    .partial()
    .describe(described.thumbnails)
    .optional(),
});

export type Theme = z.output<typeof values>;
export type ThemeFile = z.output<typeof themeFileSchema>;
