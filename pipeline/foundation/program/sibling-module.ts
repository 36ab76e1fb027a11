/**
 * The address of a module in the same folder, to start a thread with: TypeScript in the repository,
 * JavaScript in the published package.
 *
 * @example siblingModule(import.meta.url, 'signing-worker')
 */
export function siblingModule(here: string, name: string): URL {
  const extension = here.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.${extension}`, here);
}
