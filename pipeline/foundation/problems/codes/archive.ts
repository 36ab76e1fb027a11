import { error, warning } from './entry.ts';

/** Problems of the public site. */
export const archiveCodes = {
  'slug-reserved': error((data: { slug: string }) => ({
    message: `The name "${data.slug}" is reserved: the site has a page at this address.`,
    hint: 'Rename the issue. Reserved names: years, topics, search.',
  })),
  'anchor-taken': error((data: { anchor: string }) => ({
    message: `This story has no id, so its place on the page is "#${data.anchor}". Another story has that id.`,
    hint: 'Give this story an id: small letters, digits and hyphens.',
  })),
  'archive-missing': error((data: { folder: string }) => ({
    message: `The folder "${data.folder}" contains no site to verify.`,
    hint: 'Run "courant archive" first, or name the folder: courant archive --verify dist.',
  })),
  'archive-differs': error((data: { path: string; how: 'changed' | 'missing' | 'unknown' }) => ({
    message: {
      changed: `"${data.path}" differs from what this commit builds.`,
      missing: `"${data.path}" is missing; this commit builds it.`,
      unknown: `"${data.path}" is not a file that this commit builds.`,
    }[data.how],
    hint: 'Run "courant archive" again and publish the result.',
  })),
  'archive-thread': warning((data: { reason: string }) => ({
    message: `The thread that links the files of the site failed: ${data.reason}. The site is complete, because the build linked the files itself.`,
    hint: 'If this happens again, check the memory and the disk of the machine.',
  })),
  'archive-time': warning((data: { reason: string }) => ({
    message: `Courant could not record the time and the outcome of this build: ${data.reason}. The monitoring system still gets those of an earlier build.`,
    hint: 'Make room on the disk, or let this user write to the folder of private data.',
  })),
};
