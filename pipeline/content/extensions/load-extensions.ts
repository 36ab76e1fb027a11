import type { Files } from '../../foundation/files/files.ts';
import { isOwnCode } from '../../foundation/problems/catalogue.ts';
import type { Place, Source } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { didYouMean } from '../../foundation/problems/suggest.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { placeInNewsletter } from '../../publication/newsletter/place-in-newsletter.ts';
import type { PublicationHelper, PublicationRule } from '../../publication/publication.ts';
import type { BlockDefinition } from '../blocks/block.ts';
import { usePublicationKinds } from '../blocks/registry.ts';
import type { ExtensionParts, ExtensionRule } from './extension.ts';
import { extensionFailure, guardBlock, guardHelper } from './extension-failure.ts';
import { readExtension } from './read-extension.ts';
import { loadWithoutExit } from './without-exit.ts';

/**
 * Runs the modules that newsletter.yaml names, and replaces the kinds of blocks of the previous publication
 * with theirs. Returns their helpers and check rules; undefined if a module cannot be used, which is reported.
 * Files that are not on disk, such as those of an earlier commit, are never run: they are read with the kinds
 * in use.
 */
export async function loadExtensions(
  files: Files,
  { extensions, check }: Newsletter,
  report: Report,
): Promise<AddedParts | undefined> {
  if (files.importModule === undefined) return { helpers: [], rules: [] };
  const blocks: BlockDefinition[] = [];
  const helpers: PublicationHelper[] = [];
  const rules: PublicationRule[] = [];
  let isSound = true;
  for (const [at, path] of extensions.entries()) {
    const place = await placeInNewsletter(files, ['extensions', at]);
    const own = await loadExtension(files, path, place, report);
    if (own === undefined) isSound = false;
    blocks.push(...(own?.blocks ?? []));
    helpers.push(...(own?.helpers ?? []));
    rules.push(...(own?.rules ?? []));
  }
  if (!isSound || !useKinds(blocks, await placeInNewsletter(files, ['extensions']), report)) return undefined;
  checkOwnHelpers(helpers, report);
  await checkOwnCodes(files, rules, Object.keys(check.codes), report);
  return { helpers, rules };
}

/** Checks that each helper has its own name. */
function checkOwnHelpers(helpers: readonly PublicationHelper[], report: Report): void {
  for (const [at, { name, source }] of helpers.entries()) {
    if (helpers.findIndex((each) => each.name === name) === at) continue;
    const message = `Two helpers have the name "${name}".`;
    const hint = 'Give one of them a different name.';
    report.add('extension-invalid', { message, hint }, { file: source.file });
  }
}

/**
 * Checks that each rule has its own code, and that newsletter.yaml sets severities only for rules that exist.
 */
async function checkOwnCodes(
  files: Files,
  rules: readonly PublicationRule[],
  weighed: readonly string[],
  report: Report,
): Promise<void> {
  const codes = rules.map(({ code }) => code);
  for (const [at, { code, source }] of rules.entries()) {
    if (codes.indexOf(code) === at) continue;
    const message = `Two rules have the code "${code}".`;
    report.add(
      'extension-invalid',
      { message, hint: 'Give one of them a different code.' },
      { file: source.file },
    );
  }
  for (const code of weighed.filter((each) => isOwnCode(each) && !codes.includes(each))) {
    const message = `No extension has a rule with the code "${code}".`;
    const place = await placeInNewsletter(files, ['check', 'codes', code]);
    report.add('invalid-value', { message, hint: didYouMean(code, codes) }, place);
  }
}

/** The parts of modules that have been loaded before. */
const known = new WeakMap<object, LoadedExtension>();

/** What extensions add to a publication, besides kinds of blocks. */
interface AddedParts {
  readonly helpers: readonly PublicationHelper[];
  readonly rules: readonly PublicationRule[];
}

interface LoadedExtension extends AddedParts {
  readonly blocks: readonly BlockDefinition[];
}

async function loadExtension(
  files: Files,
  path: string,
  place: Place | undefined,
  report: Report,
): Promise<LoadedExtension | undefined> {
  const before = report.errors;
  const source = await readSource(files, path, 'a module', report);
  if (source === undefined) {
    const hint = 'Write the file, or delete this line.';
    if (report.errors === before) report.add('file-missing', { file: path, hint }, place);
    return undefined;
  }
  try {
    const module = (await loadWithoutExit(async () => files.importModule?.(path))) ?? {};
    const loaded = known.get(module) ?? guard(readExtension(module, path), source);
    known.set(module, loaded);
    return loaded;
  } catch (error) {
    report.problems.push(...extensionFailure(error, source).problems);
    return undefined;
  }
}

function guard({ blocks, helpers, rules }: Required<ExtensionParts>, source: Source): LoadedExtension {
  const check = (rule: ExtensionRule) => (view: never) => rule.check(view);
  return {
    blocks: blocks.map((each) => guardBlock(each, source)),
    helpers: helpers.map((each) => guardHelper(each, source)),
    rules: rules.map((each) => ({ ...each, check: check(each), source })),
  };
}

function useKinds(blocks: readonly BlockDefinition[], place: Place | undefined, report: Report): boolean {
  try {
    usePublicationKinds(blocks);
    return true;
  } catch (error) {
    const hint = 'Give the kind or the field a different name.';
    report.add('extension-invalid', { message: (error as Error).message, hint }, place, { cause: error });
    return false;
  }
}
