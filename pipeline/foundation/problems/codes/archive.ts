import { error } from './entry.ts';

/** The public site. */
export const archiveCodes = {
  'slug-reserved': error((data: { slug: string }) => ({
    message: `"${data.slug}" is the address of another page of the site.`,
    hint: 'Give the issue another name. Taken are: years, topics, search.',
  })),
  'archive-missing': error((data: { folder: string }) => ({
    message: `There is no site in "${data.folder}" to be verified.`,
    hint: 'Build it by "courant archive", or name the folder: courant archive --verify dist.',
  })),
  'archive-differs': error((data: { path: string; how: 'changed' | 'missing' | 'unknown' }) => ({
    message: {
      changed: `"${data.path}" is not what this commit yields.`,
      missing: `"${data.path}" is missing: this commit yields it.`,
      unknown: `"${data.path}" is nothing that this commit yields.`,
    }[data.how],
    hint: 'Build the site anew by "courant archive", and publish that.',
  })),
};
