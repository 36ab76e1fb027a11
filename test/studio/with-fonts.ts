import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const gelasio = '@expo-google-fonts/gelasio';
const inter = '@fontsource-variable/inter/files';

const serif = [
  { weight: '400', style: 'normal', file: `${gelasio}/400Regular/Gelasio_400Regular.ttf` },
  { weight: '400', style: 'italic', file: `${gelasio}/400Regular_Italic/Gelasio_400Regular_Italic.ttf` },
  { weight: '700', style: 'normal', file: `${gelasio}/700Bold/Gelasio_700Bold.ttf` },
  { weight: '700', style: 'italic', file: `${gelasio}/700Bold_Italic/Gelasio_700Bold_Italic.ttf` },
];
const sans = ['normal', 'italic'].map((style) => {
  return { weight: '100 900', style, file: `${inter}/inter-latin-wght-${style}.woff2` };
});
/** The fonts that the themes name and a machine may lack, each with a free font. */
const substitutes = [
  ...serif.map((font) => ({ ...font, family: 'Georgia' })),
  ...['Helvetica Neue', 'Segoe UI'].flatMap((family) => sans.map((font) => ({ ...font, family }))),
];

/**
 * Adds free fonts to an edition under the names of Georgia and of the system's sans serif, so that every
 * machine takes the same picture.
 */
export async function withFonts(html: string): Promise<string> {
  const faces = await Promise.all(
    substitutes.map(async ({ family, weight, style, file }) => {
      const bytes = await readFile(fileURLToPath(import.meta.resolve(file)));
      const source = `data:font/${file.split('.').at(-1)};base64,${bytes.toString('base64')}`;
      return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-style: ${style}; src: url("${source}"); }`;
    }),
  );
  return html.replace('</head>', `<style>${faces.join('\n')}</style></head>`);
}
