/**
 * The public address of Courant's schemas in a version, with a slash at its end. Every file of a published
 * package has such an address. `version` may leave out the last number: `0.1` is the latest `0.1.x`.
 */
export const schemaAddress = (version: string) =>
  `https://cdn.jsdelivr.net/npm/courant@${version}/docs/schema/`;

/** The path of Courant's schemas in a publication that has installed it. */
export const installedSchemas = 'node_modules/courant/docs/schema/';

/** A reference to one of Courant's schemas: a relative path, or a public address. */
const reference =
  /(?:(?:\.\.?\/)*node_modules\/courant|https:\/\/cdn\.jsdelivr\.net\/npm\/courant@[\w.-]+)\/docs\/schema\/(?=[a-z]+\.schema\.json\b)/;

/**
 * Makes a file use the publication's own schemas in place of Courant's: in the line for the language server at
 * its top, or in the settings of an editor. `up` leads from the file's folder to the publication's: `../../`.
 */
export function useOwnSchemas(text: string, up: string): string {
  return text
    .split('\n')
    .map((line) =>
      /^# yaml-language-server: |^\s*"/.test(line)
        ? line.replace(reference, `${up || './'}docs/schema/`)
        : line,
    )
    .join('\n');
}

/** Makes a comment with the public address of a schema name this version. */
export function useVersion(text: string, version: string): string {
  const [major, minor] = version.split('.');
  return text.replaceAll(
    /(?<=cdn\.jsdelivr\.net\/npm\/courant@)[\w.-]+(?=\/docs\/schema\/)/g,
    `${major}.${minor}`,
  );
}
