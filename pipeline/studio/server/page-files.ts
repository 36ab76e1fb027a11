/** The files that a browser loads for the page. */
export interface PageFiles {
  /** The elements in the head of the page that load its script and its styles. `nonce` allows an inline script. */
  readonly head: (nonce: string) => string;
  /** The paths of the files, as routes. */
  readonly paths: readonly string[];
  /** Undefined if there is no such file. */
  readonly serve: (path: string) => Promise<PageFile | undefined>;
}

interface PageFile {
  readonly type: string;
  readonly body: string;
  /** Whether the address belongs to this content only. */
  readonly isImmutable?: boolean;
}

/** The style sheets of the page, in their order. */
export const styles = [
  'base',
  'views',
  'desk',
  'write',
  'presence',
  'beside',
  'versions',
  'life',
  'pictures',
];
