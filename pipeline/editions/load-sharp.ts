/**
 * Loads sharp, whose binary is another package for each platform. Fails with `sharp-unusable` if it is not installed or
 * does not run here: that is no mistake of a picture.
 */
export async function loadSharp() {
  try {
    return (await import('sharp')).default;
  } catch (error) {
    // The process that draws loads nothing but sharp.
    const { fail } = await import('../foundation/problems/problem.ts');
    return fail('sharp-unusable', { reason: reasonOf((error as Error).message) }, undefined, {
      cause: error,
    });
  }
}

/** sharp says in the first line for which platform it found no binary, and below it why one does not load. */
function reasonOf(message: string): string {
  const [first = '', second = ''] = message.split('\n');
  const [, platform] = /using the (\S+) runtime/.exec(first) ?? [];
  if (platform === undefined) return first;
  return second === 'Possible solutions:' ? `its binary for ${platform} is not installed` : second;
}
