import { error } from './entry.ts';

/** The modules that newsletter.yaml names under `extensions`. */
export const extensionCodes = {
  'extension-failed': error((data: { file: string; reason: string }) => ({
    message: `The extension "${data.file}" failed: ${data.reason}.`,
    hint: 'Correct the module, or delete its line under "extensions" in newsletter.yaml.',
  })),
  'extension-invalid': error((data: { message: string; hint: string }) => ({
    message: data.message,
    hint: data.hint,
  })),
};
