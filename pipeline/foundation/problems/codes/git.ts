import { error } from './entry.ts';

/** Problems of the versions that the studio keeps in git. */
export const gitCodes = {
  'git-missing': error(() => ({
    message: 'git is not installed here, so the studio cannot save versions.',
    hint: 'Install git from git-scm.com and restart the studio. Everything else works without it.',
  })),
  'git-no-repository': error((data: { isBare: boolean }) => ({
    message: data.isBare
      ? 'This git repository is bare: it has versions, but no work tree with files.'
      : 'The publication is not in a git repository, so the studio cannot save versions.',
    hint: data.isBare
      ? 'Clone it, and open the studio in the clone.'
      : 'Run "git init" and "git add --all" and "git commit" in its folder. Everything else works without it.',
  })),
  'git-detached': error(() => ({
    message: 'No branch is checked out, so a new version would belong to none and could get lost.',
    hint: 'Run "git switch main", or "git switch --create <name>" for a new branch, and try again.',
  })),
  'git-unfinished': error((data: { command: string }) => ({
    message: `Somebody has begun a "git ${data.command}" here and not finished it.`,
    hint:
      data.command === 'bisect'
        ? 'Run "git bisect reset", and try again.'
        : `Run "git status" to see what is left. Then run "git ${data.command} --continue" or "git ${data.command} --abort".`,
  })),
  'git-locked': error((data: { file: string }) => ({
    message: `Another program uses git here, or one was interrupted and left the file "${data.file}".`,
    hint: 'Wait a moment and try again. If no program uses git here, delete that file.',
  })),
  'git-submodule': error((data: { path: string }) => ({
    message: `"${data.path}" is a git repository of its own, so its files cannot be in a version of this one.`,
    hint: 'Save its versions with git in that folder.',
  })),
  'git-author': error(() => ({
    message: 'git does not know who the author of this version is.',
    hint: 'Give a name and an address, or run "git config user.name" and "git config user.email".',
  })),
  'git-unchanged': error((data: { issue: string }) => ({
    message: `The files of "${data.issue}" are the same as in the latest version.`,
    hint: `If they stay marked, only git's index differs: run "git restore --staged content/${data.issue}".`,
  })),
  'git-refused': error((data: { task: string; said: string }) => ({
    message: `git, or a hook of this repository, refused to ${data.task}: ${data.said || 'it gave no reason.'}`,
    hint: 'Correct what it names, and try again. The files are as they were.',
  })),
  'git-timeout': error((data: { task: string; seconds: number }) => ({
    message: `git took longer than ${data.seconds} seconds to ${data.task}, so the studio stopped it.`,
    hint: 'Run the same with git in a terminal: it may wait for a password, or for a slow hook.',
  })),
  'git-no-remote': error(() => ({
    message: 'This repository has no remote that the studio could choose.',
    hint: 'Run "git remote add origin <address>". With several remotes, choose one: "git push --set-upstream <remote> HEAD".',
  })),
  'git-unreachable': error((data: { remote: string; said: string }) => ({
    message: `git could not exchange versions with "${data.remote}": ${data.said || 'it gave no reason.'}`,
    hint: `The studio asks for no password. If signing in failed, run "git fetch ${data.remote}" in a terminal, sign in there, and try again.`,
  })),
  'git-diverged': error((data: { remote: string; branch: string; ahead: number; behind: number }) => ({
    message: `${data.remote} has ${versions(data.behind)} that this machine lacks, and this machine has ${versions(data.ahead)} that ${data.remote} lacks. Only a merge can join them, and the studio does not merge.`,
    hint: `Run "git pull --no-rebase ${data.remote} ${data.branch}" in a terminal. If it reports conflicts, correct the marked lines and run "git commit --all". Then exchange versions again.`,
  })),
  'git-unrelated': error((data: { remote: string; branch: string }) => ({
    message: `"${data.branch}" of ${data.remote} and the versions on this machine have no common commit.`,
    hint: 'Check with "git remote --verbose" that the address belongs to this publication.',
  })),
  'git-in-the-way': error((data: { remote: string; said: string }) => ({
    message: `${data.remote} has new versions of files that are changed here and not saved as a version: ${data.said}`,
    hint: 'Nothing was overwritten. Save the changes as a version without exchanging, and then merge in a terminal; or undo them.',
  })),
  'git-not-here': error(() => ({
    message: 'Other machines can reach this studio, so it does not exchange versions with a remote.',
    hint: 'Save the version here. Somebody on the machine itself can then run "git push".',
  })),
};

const versions = (count: number) => (count === 1 ? '1 version' : `${count} versions`);
