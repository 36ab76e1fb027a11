import { error, warning } from './entry.ts';

/** Problems of newsletter.yaml and the environment. */
export const configCodes = {
  'secret-in-file': error((data: { name: string }) => ({
    message: `"\${${data.name}}" has no effect here: Courant reads secrets from the environment only.`,
    hint: `Delete this field and set ${data.name} in the environment.`,
  })),
  'invalid-environment': error((data: { name: string; reason: string }) => ({
    message: `The environment variable ${data.name} is not valid: ${data.reason}.`,
    hint: 'See docs/operator/configuration.md for its format.',
  })),
  'sign-up-missing': warning((data: { url: string }) => ({
    message: `The site has no form to subscribe: "courant serve" cannot serve its pages below "${data.url}".`,
    hint: 'Set "server.url" to an address without a path, or "archive.subscribe" to the address of another form, or to false for no form.',
  })),
  'theme-contrast': warning((data: { pair: string; ratio: number; least: number }) => ({
    message: `${data.pair} has a contrast of ${data.ratio.toFixed(1)}:1; it needs at least ${data.least}:1.`,
    hint: 'Choose a darker or a lighter colour (WCAG 2.1, success criterion 1.4.3).',
  })),
};
