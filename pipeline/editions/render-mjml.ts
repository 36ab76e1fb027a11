import { Parser } from 'htmlparser2';
import type { Place, Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import type { Rendered } from '../templates/compile-templates.ts';

// Without its fonts, MJML loads none from elsewhere: a letter that asks a third party for a font tracks its reader.
const options = { validationLevel: 'soft', keepComments: false, fonts: {} } as const;

/** MJML as HTML. What MJML refuses is reported at the template's line that it came from; undefined then. */
export async function renderMjml(rendered: Rendered, report: Report): Promise<string | undefined> {
  const before = report.problems.length;
  reportUnclosed(rendered, report);
  const { default: mjml } = await import('mjml');
  const lineStarts = startsOfLines(rendered.text);
  try {
    const { html, errors } = await mjml(rendered.text, options);
    for (const { message, line, tagName } of errors) {
      const said = `${message} (<${tagName}>)`;
      report.add('mjml-invalid', { message: said }, placeOf(rendered, lineStarts[line - 1] ?? 0));
    }
    return report.problems.length > before ? undefined : html;
  } catch (cause) {
    // MJML throws where it cannot parse at all; an unclosed tag that was reported is the reason.
    if (report.problems.length === before) {
      const message = (cause as Error).message.split('\n')[0] ?? '';
      report.add('mjml-invalid', { message }, placeOf(rendered, 0), { cause });
    }
    return undefined;
  }
}

/** Tags that are closed only because their parent is: browsers guess, and mail programs guess differently. */
function reportUnclosed(rendered: Rendered, report: Report): void {
  const opened: { name: string; offset: number }[] = [];
  const parser = new Parser(
    {
      onopentag: (name) => opened.push({ name, offset: parser.startIndex }),
      onclosetag(name, implied) {
        const tag = opened.pop();
        if (!implied || isVoid.has(name) || tag === undefined) return;
        if (rendered.text.slice(tag.offset, parser.endIndex + 1).endsWith('/>')) return;
        report.add('template-unclosed', { tag: name }, placeOf(rendered, tag.offset));
      },
    },
    { recognizeSelfClosing: true, lowerCaseTags: false },
  );
  parser.end(rendered.text);
}

const isVoid = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

function placeOf(rendered: Rendered, offset: number): Place | undefined {
  const origin = rendered.origin(offset);
  return origin && lineOf(origin.source, origin.line);
}

/** A whole line of a source, without its indentation. */
function lineOf(source: Source, line: number): Place {
  let start = 0;
  for (let number = 1; number < line; number++) start = source.text.indexOf('\n', start) + 1;
  const text = source.line(line) ?? '';
  const indent = text.length - text.trimStart().length;
  return { source, start: start + indent, end: start + text.length };
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts.map((start) => start + (/^\s*/.exec(text.slice(start, start + 200))?.[0].length ?? 0));
}
