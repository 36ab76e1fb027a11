import type { Path } from '../../foundation/sources/yaml-tree.ts';
import type { EditionView, Finding, Rule } from './rule.ts';

/** An alt text must describe the picture. It must not be a file name or repeat the caption. */
export const altText: Rule<EditionView> = {
  family: 'accessibility',
  codes: ['alt-file-name', 'alt-repeats-caption'],
  *check({ article }) {
    for (const [at, block] of article.body.entries()) {
      if (block.kind === 'image') yield* judge(block as Described, article.file, ['body', at, 'alt']);
    }
    for (const [at, story] of article.stories.entries())
      yield* judge(story, article.file, ['stories', at, 'alt']);
  },
};

type Described = { readonly alt?: string | undefined; readonly caption?: unknown };

function* judge({ alt, caption }: Described, file: string, path: Path): Iterable<Finding> {
  if (alt === undefined || alt.trim() === '') return;
  const at = { file, path };
  if (
    /^[^\s/]*\.(jpe?g|png|gif|svg|webp|avif|heic)$|^(img|dsc|dscn|pxl|image|screenshot)[-_ ]?\d+$/i.test(
      alt.trim(),
    )
  ) {
    yield { code: 'alt-file-name', data: { alt }, at };
  }
  if (typeof caption === 'string' && plain(caption) === plain(alt)) {
    yield { code: 'alt-repeats-caption', data: undefined, at };
  }
}

/** Only the letters and digits of a text, in lower case: listeners do not hear full stops. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
