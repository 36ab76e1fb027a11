import { fail } from '../problems/problem.ts';

/**
 * Loads a module that depends on an optional package, which a publication installs itself. `purpose` names
 * the setting or feature that needs it ("DATABASE_URL"). Fails with `package-missing` if it is not installed.
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
