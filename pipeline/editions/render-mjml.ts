import type { Place } from '../problems/place.ts';
import type { Rendered } from '../templates/compile-templates.ts';
import { checkTags } from './check-tags.ts';

/** The HTML, or why there is none. */
export type MjmlResult = { readonly html: string } | { readonly refusals: readonly MjmlRefusal[] };

/** What cannot become HTML, at the place in the template that it came from. */
export interface MjmlRefusal {
  readonly code: 'template-unclosed' | 'mjml-invalid';
  readonly data: { readonly tag: string; readonly closes: boolean; readonly message: string };
  readonly place: Place | undefined;
  readonly cause?: unknown;
}

// Without its fonts, MJML loads none from elsewhere: a letter that asks a third party for a font tracks its reader.
const options = { validationLevel: 'soft', keepComments: false, fonts: {} } as const;

/** MJML as HTML. */
export async function renderMjml(rendered: Rendered): Promise<MjmlResult> {
  const broken = checkTags(rendered.text).map(({ kind, tag, start, end }): MjmlRefusal => {
    const message = `text cannot stand in <${tag}> itself, and would be left out`;
    const code = kind === 'lost-text' ? 'mjml-invalid' : 'template-unclosed';
    return {
      code,
      data: { tag, closes: kind === 'closes-nothing', message },
      place: rendered.origin(start, end),
    };
  });
  if (broken.length > 0) return { refusals: broken };
  const { default: mjml } = await import('mjml');
  try {
    const { html, errors } = await mjml(rendered.text, options);
    if (errors.length === 0) return { html };
    return { refusals: errors.map((error) => refusal(rendered, error)) };
  } catch (cause) {
    // MJML throws where there is nothing that it could go on with, and names no line then.
    const message = (cause as Error).message.split('\n')[0] ?? '';
    const start = rendered.text.indexOf('<');
    const place = rendered.origin(start, start + 1);
    return {
      refusals: [{ code: 'mjml-invalid', data: { tag: 'mjml', closes: false, message }, place, cause }],
    };
  }
}

/** MJML counts the lines of the text that it was given, and tells the tag. */
function refusal(
  rendered: Rendered,
  { message, line, tagName }: { message: string; line: number; tagName: string },
): MjmlRefusal {
  const { text } = rendered;
  let lineStart = 0;
  for (let number = 1; number < line; number++) lineStart = text.indexOf('\n', lineStart) + 1;
  const tag = text.indexOf(`<${tagName}`, lineStart);
  const start = tag < 0 ? lineStart : tag;
  const place = rendered.origin(start, start + tagName.length + 1);
  return {
    code: 'mjml-invalid',
    data: { tag: tagName, closes: false, message: `${message} (<${tagName}>)` },
    place,
  };
}
