import { fail } from '../problems/problem.ts';

/**
 * Loads a module that needs a package which few publications use: they install it themselves. `purpose` says what
 * asks for it ("DATABASE_URL"). Fails with `package-missing` when it is not installed.
 *
 * @example optionalPackage('pg', 'DATABASE_URL', () => import('./open-postgres.ts'))
 */
export async function optionalPackage<Module>(
  name: string,
  purpose: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`))
      fail('package-missing', { name, purpose });
    throw error;
  }
}
