import { error, warning } from './entry.ts';

/** newsletter.yaml and the environment. */
export const configCodes = {
  'secret-in-file': error((data: { name: string }) => ({
    message: `"\${${data.name}}" is not filled in here: secrets come from the environment alone.`,
    hint: `Take this field out and set ${data.name} in the environment.`,
  })),
  'invalid-environment': error((data: { name: string; reason: string }) => ({
    message: `The environment's ${data.name} cannot be used: ${data.reason}.`,
    hint: 'See docs/operator/configuration.md for its form.',
  })),
  'theme-contrast': warning((data: { pair: string; ratio: number; least: number }) => ({
    message: `The contrast of ${data.pair} is ${data.ratio.toFixed(1)} to 1, and readers need ${data.least} to 1.`,
    hint: 'Take a darker or a lighter colour (WCAG 2.1, 1.4.3).',
  })),
};
