import { createRequire, registerHooks } from 'node:module';
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

let loaded: Mjml | undefined;

/**
 * Loads MJML from one file. The package `mjml` compiles to the same HTML, but it loads nearly a thousand
 * modules, most of them to minify HTML and CSS, or to make web requests. `mjml-browser` is the same code in
 * one file, which needs only cheerio.
 */
export function loadMjml(): Mjml {
  loaded ??= requireMjml();
  return loaded;
}

function requireMjml(): Mjml {
  // `mjml-browser` does not declare its dependency on cheerio.
  const url = siblingModule(import.meta.url, 'mjml-cheerio').href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cheerio' ? { url, shortCircuit: true } : next(specifier, context),
  });
  try {
    const require = createRequire(import.meta.url);
    return withoutGlobals(['localStorage', '_'], () => require('mjml-browser') as Mjml);
  } finally {
    hooks.deregister();
  }
}

/**
 * Runs a function while these global variables have no value, and restores them: the file was built for
 * browsers. It reads `localStorage`, about which Node would print a warning, and it sets `_`.
 */
function withoutGlobals<Result>(names: readonly string[], run: () => Result): Result {
  const kept = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) {
    Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
  }
  try {
    return run();
  } finally {
    for (const [name, descriptor] of kept) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}
