import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { Report } from '../foundation/problems/report.ts';
import { suggest } from '../foundation/problems/suggest.ts';
import { isPictureName } from './is-picture-name.ts';
import type { ParsedDocument } from './parse-document.ts';
import { shapeOfItem } from './parse-item.ts';
import { isPicture } from './picture-signature.ts';
import { assetPath, picturesIn } from './pictures.ts';

/**
 * Reports pictures that do not exist, and pictures that no document uses and that are not the `logo`. Returns the
 * valid pictures.
 */
export async function checkAssets(
  files: Files,
  folder: string,
  names: readonly string[],
  documents: readonly ParsedDocument[],
  isComplete: boolean,
  logo: string | undefined,
  report: Report,
): Promise<ReadonlyMap<string, Place>> {
  const found = new Map<string, Place>();
  const mentioned = new Set<string>(logo === undefined ? [] : [logo]);
  for (const { reading, body, stories } of documents) {
    for (const item of [...body, ...stories]) {
      for (const { asset, path } of picturesIn(shapeOfItem(item), item.raw)) {
        mentioned.add(assetPath(folder, asset));
        const place = reading.tree.place([...item.path, ...path]);
        const isUsable = await checkAsset(files, folder, asset, names, place, reading.report);
        if (isUsable && !found.has(assetPath(folder, asset))) found.set(assetPath(folder, asset), place);
      }
    }
  }
  // A document that could not be read completely may use any of the pictures.
  if (!isComplete || documents.some(({ reading }) => !reading.isSound)) return found;
  for (const name of names.filter(isPictureName)) {
    if (!mentioned.has(`${folder}/${name}`))
      report.add('asset-unused', { asset: name }, { file: `${folder}/${name}` });
  }
  return found;
}

async function checkAsset(
  files: Files,
  folder: string,
  asset: string,
  names: readonly string[],
  place: Place,
  report: Report,
): Promise<boolean> {
  if (leavesFolder(asset)) {
    report.add('asset-outside', { asset }, place);
    return false;
  }
  const path = assetPath(folder, asset);
  const stat = await files.stat(path);
  if (stat?.kind !== 'file') {
    report.add(
      'asset-missing',
      {
        asset,
        nearest: suggest(asset, names.filter(isPictureName)),
      },
      place,
    );
    return false;
  }
  const home = (await files.stat(folder))?.realPath ?? folder;
  if (stat.realPath === undefined || !stat.realPath.startsWith(`${home}/`)) {
    report.add('asset-outside', { asset }, place);
    return false;
  }
  if (!isPictureName(asset)) {
    report.add(
      'asset-unreadable',
      { asset, reason: 'its name does not have the extension of a picture' },
      place,
    );
    return false;
  }
  const bytes = await files.read(path);
  if (bytes && isPicture(bytes)) return true;
  const reason = bytes?.length === 0 ? 'it is empty' : 'its content is not a picture';
  report.add('asset-unreadable', { asset, reason }, place);
  return false;
}

/**
 * Whether a name leads out of the folder: `..`, an absolute path, a web address, or the Windows forms of
 * these.
 */
function leavesFolder(asset: string): boolean {
  return /^([a-z][a-z0-9+.-]*:|\/)|\\/i.test(asset) || asset.split('/').includes('..');
}
