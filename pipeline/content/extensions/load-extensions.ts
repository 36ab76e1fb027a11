import type { Files } from '../../foundation/files/files.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { placeInNewsletter } from '../../publication/newsletter/place-in-newsletter.ts';
import type { BlockDefinition } from '../blocks/block.ts';
import { usePublicationKinds } from '../blocks/registry.ts';
import { extensionFailure, guardBlock } from './extension-failure.ts';
import { readExtension } from './read-extension.ts';

/**
 * Runs the modules that newsletter.yaml names, and puts their kinds of blocks in the place of those of the publication
 * before. Returns whether all of them can be used; what is wrong is reported. Files that are not on disk, such as an
 * earlier commit, run nothing: they are read with the kinds that are in use.
 */
export async function loadExtensions(
  files: Files,
  { extensions }: Newsletter,
  report: Report,
): Promise<boolean> {
  if (files.importModule === undefined) return true;
  const blocks: BlockDefinition[] = [];
  let isSound = true;
  for (const [at, path] of extensions.entries()) {
    const place = await placeInNewsletter(files, ['extensions', at]);
    const own = await loadExtension(files, path, place, report);
    if (own === undefined) isSound = false;
    else blocks.push(...own);
  }
  return isSound && useKinds(blocks, await placeInNewsletter(files, ['extensions']), report);
}

/** The blocks of modules that were loaded before. */
const known = new WeakMap<object, readonly BlockDefinition[]>();

async function loadExtension(
  files: Files,
  path: string,
  place: Place | undefined,
  report: Report,
): Promise<readonly BlockDefinition[] | undefined> {
  const before = report.errors;
  const source = await readSource(files, path, 'a module', report);
  if (source === undefined) {
    const hint = 'Write the file, or delete this line.';
    if (report.errors === before) report.add('file-missing', { file: path, hint }, place);
    return undefined;
  }
  try {
    const module = (await files.importModule?.(path)) ?? {};
    const blocks = known.get(module) ?? readExtension(module, path).map((each) => guardBlock(each, source));
    known.set(module, blocks);
    return blocks;
  } catch (error) {
    report.problems.push(...extensionFailure(error, source).problems);
    return undefined;
  }
}

function useKinds(blocks: readonly BlockDefinition[], place: Place | undefined, report: Report): boolean {
  try {
    usePublicationKinds(blocks);
    return true;
  } catch (error) {
    const hint = 'Give the kind or the field another name.';
    report.add('extension-invalid', { message: (error as Error).message, hint }, place, { cause: error });
    return false;
  }
}
