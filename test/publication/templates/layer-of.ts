import type { Files } from '../../../pipeline/foundation/files/files.ts';
import type { TemplateLayer } from '../../../pipeline/publication/templates/read-templates.ts';

/** The templates of a publication, or of the package with `isOwn` false. */
export function layerOf(files: Files, isOwn = true): TemplateLayer {
  return { files, folder: 'templates', isOwn };
}
