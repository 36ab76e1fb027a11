import type { Author } from '../protocol/versions.ts';
import { runGit } from '../run-git.ts';

/** The author in git's settings or environment; undefined if git would have to guess. */
export async function findAuthor(root: string): Promise<Author | undefined> {
  const { code, stdout } = await runGit(root, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_AUTHOR_IDENT']);
  const [, name, email] = /^(.+) <(.+)> \d+ [+-]\d+\s*$/.exec(stdout) ?? [];
  return code === 0 && name && email ? { name, email } : undefined;
}

/** Writes an author into the settings of this repository. */
export async function rememberAuthor(root: string, { name, email }: Author): Promise<void> {
  for (const [key, value] of [
    ['user.name', name],
    ['user.email', email],
  ] as const)
    await runGit(root, ['config', '--local', key, value]);
}

/** The environment that names the author of one version. Without settings, the committer is the same person. */
export function asAuthor({ name, email }: Author, settings: Author | undefined): Record<string, string> {
  const committer = settings ?? { name, email };
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
  };
}
