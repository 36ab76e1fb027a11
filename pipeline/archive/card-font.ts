import { fileURLToPath } from 'node:url';

/**
 * The font of drawn cards, Gelasio Bold (SIL Open Font License 1.1). Courant ships it, so every machine draws
 * the same card. It has Latin letters only; letters of other scripts come from the machine's fonts.
 */
export const cardFont = {
  family: 'Gelasio',
  file: fileURLToPath(import.meta.resolve('@expo-google-fonts/gelasio/700Bold/Gelasio_700Bold.ttf')),
};
