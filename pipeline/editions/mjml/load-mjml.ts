import { registerHooks } from 'node:module';
import { siblingModule } from '../../foundation/program/sibling-module.ts';

/** Compiles a document. Rejects if MJML cannot continue. */
export type Mjml = (
  text: string,
  options: MjmlOptions,
) => Promise<{ readonly html: string; readonly errors: readonly MjmlError[] }>;

/** The options of MJML that Courant sets. */
export interface MjmlOptions {
  readonly validationLevel?: 'soft';
  readonly keepComments?: boolean;
  /** The addresses of web fonts, by name. MJML adds the fonts of the document. */
  readonly fonts?: Record<string, string>;
  readonly juiceOptions?: { readonly applyHeightAttributes: boolean };
}

/** A mistake in a document. `line` counts from 1. */
export interface MjmlError {
  readonly message: string;
  readonly line: number;
  readonly tagName: string;
}

let loaded: Promise<Mjml> | undefined;

/**
 * Loads MJML from one file. The package `mjml` compiles to the same HTML, but it loads nearly a thousand
 * modules, most of them to minify HTML and CSS, or to make web requests. `mjml-browser` is the same code in
 * one file, which needs only cheerio.
 */
export function loadMjml(): Promise<Mjml> {
  loaded ??= importMjml();
  return loaded;
}

async function importMjml(): Promise<Mjml> {
  // `mjml-browser` does not declare its dependency on cheerio. In the published package, the bundle has both.
  const url = siblingModule(import.meta.url, 'mjml-cheerio').href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cheerio' ? { url, shortCircuit: true } : next(specifier, context),
  });
  const restore = hideGlobals(['localStorage', '_']);
  try {
    // @ts-expect-error The package has no types.
    const { default: mjml }: { readonly default: Mjml } = await import('mjml-browser');
    return mjml;
  } finally {
    restore();
    hooks.deregister();
  }
}

/**
 * Takes the values of these global variables away, and returns a function that restores them: the file was built
 * for browsers. It reads `localStorage`, about which Node would print a warning, and it sets `_`.
 */
function hideGlobals(names: readonly string[]): () => void {
  const kept = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) {
    Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of kept) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
