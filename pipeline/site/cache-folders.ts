import { dirname, join } from 'node:path';

/** The folders of the cache. */
export interface CacheFolders {
  readonly pages: string;
  readonly pictures: string;
  /** For the editions of issues that may still be sent. */
  readonly editions: string;
  /** For the compiled forms of MJML. Each `program` of the sources has its own. */
  readonly forms: string;
  /** The file of the compiled templates of this program. */
  readonly templates: string;
}

/** The folders in the cache of a site. `program` is the hash of the code that fills them. */
export function cacheFolders(cache: string, program: string): CacheFolders {
  return {
    pages: join(cache, 'pages'),
    pictures: join(cache, 'pictures'),
    editions: besideCache(cache, 'editions'),
    forms: join(besideCache(cache, 'forms'), program),
    templates: join(besideCache(cache, 'templates'), program),
  };
}

/**
 * A folder next to the cache of the site. A CI job may restore that cache from an earlier job, which must not choose the
 * code of a later one, or the mails that it sends.
 */
export function besideCache(cache: string, name: string): string {
  return join(dirname(cache), name);
}
