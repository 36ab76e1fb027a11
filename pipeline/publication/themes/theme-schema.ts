import { z } from 'zod';

const colours = {
  background: 'Behind the sheet',
  surface: 'The sheet behind the text',
  text: 'The text',
  muted: 'Text of less weight: dates, captions, the footer',
  line: 'Lines and borders',
  accent: 'The one accent: links, buttons, the masthead\u2019s rule',
  onAccent: 'Text on the accent',
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

const pixels = (side: string) => z.int().min(40).max(600).describe(`Its ${side} as it is shown, in pixels.`);

const lead = z.boolean().describe('Whether the lead story has one as well.');

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
  light: 'Colours on a light screen.',
  dark: 'Colours on a dark screen.',
  fonts: 'Fonts: what readers\u2019 machines have.',
  thumbnails: 'The cropped pictures of the stories of a digest.',
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
  from: z.string().min(1).describe('The theme that it begins with.').optional(),
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
    .describe('A picture for the masthead, in place of the name: a file of the publication.')
    .optional(),
});

/** `theme` in newsletter.yaml: the name of a theme, or values that replace those of a theme. */
export const themeSchema = z
  .union([z.string().min(1).describe('The name of a theme.'), values])
  .transform((theme) => (typeof theme === 'string' ? values.parse({ from: theme }) : theme))
  .prefault({})
  .describe('The name of a theme; or colours, fonts and logo, with "from" for the theme that they change.');

/** `theme.yaml` in the folder of a theme: the values that differ from those that it begins with. */
export const themeFileSchema = z.strictObject({
  description: z.string().min(1).describe('The theme in a sentence.').optional(),
  from: z.string().min(1).describe('The theme that it begins with.').optional(),
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
