import { error } from './entry.ts';

/** Whether Node says this of a module that it reads as CommonJS. */
const isReadAsCommonJs = (reason: string) =>
  /^(?:Unexpected token 'export'|Cannot use import statement outside a module)/.test(reason);

/** The modules that newsletter.yaml names under `extensions`. */
export const extensionCodes = {
  'extension-failed': error((data: { file: string; reason: string }) => ({
    message: `The extension "${data.file}" failed: ${data.reason}.`,
    hint: isReadAsCommonJs(data.reason)
      ? `Node reads this file as CommonJS, because package.json says so. Rename it to end in ".m${data.file.split('.').at(-1)}", or set "type": "module" in package.json.`
      : 'Correct the module, or delete its line under "extensions" in newsletter.yaml.',
  })),
  'extension-invalid': error((data: { message: string; hint: string }) => ({
    message: data.message,
    hint: data.hint,
  })),
};
