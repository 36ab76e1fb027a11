import type { Place } from '../../foundation/problems/place.ts';
import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import type { Rendered } from '../../publication/templates/compile-templates.ts';
import { checkTags } from './check-tags.ts';
import { cutDocument, type MjmlDocument } from './cut-document.ts';
import type { FormSource, FormStore } from './form-store.ts';
import { MjmlForms } from './forms.ts';
import { hasIndependentParts } from './has-independent-parts.ts';
import { loadMjml, type MjmlError, type MjmlOptions } from './load-mjml.ts';
import { parseMjml } from './parse-mjml.ts';

/** The HTML, or the reasons why there is none. */
type MjmlResult = { readonly html: string } | { readonly refusals: readonly MjmlRefusal[] };

/** A reason why a template gives no HTML, and the place of the mistake. */
interface MjmlRefusal {
  readonly code: 'template-unclosed' | 'mjml-invalid';
  readonly data: { readonly tag: string; readonly closes: boolean; readonly message: string };
  readonly place: Place | undefined;
  readonly cause?: unknown;
}

/**
 * A new object for each mail, because MJML writes the fonts of the mail into it. The default fonts are turned
 * off: MJML would load them from another host, which could track readers. Juice must not set heights, or it
 * would replace the height of a picture with "auto" from the picture's style.
 */
export const mjmlOptions = (): MjmlOptions => ({
  validationLevel: 'soft',
  keepComments: false,
  fonts: {},
  juiceOptions: { applyHeightAttributes: false },
});

const [openBraces, closeBraces] = invisibleMarks.braces;

/**
 * Compiles MJML. MJML inlines styles with juice, which treats "{{" and "}}" as template code and skips
 * everything between them. Here, braces are part of an article's text.
 */
async function compile(text: string): Promise<{ html: string; errors: readonly MjmlError[] }> {
  const mjml = await loadMjml();
  const { html, errors } = await mjml(
    text.replaceAll('{{', openBraces).replaceAll('}}', closeBraces),
    mjmlOptions(),
  );
  return { html: html.replaceAll(openBraces, '{{').replaceAll(closeBraces, '}}'), errors };
}

/** Where a renderer finds compiled forms, and keeps those that it compiles. */
interface FormStores {
  /** The forms that the package contains. */
  readonly shipped?: FormSource;
  /** The forms that earlier processes compiled. */
  readonly store?: FormStore | undefined;
}

/**
 * Creates an MJML renderer. It uses the compiled forms that this process knows, so a hundred mails
 * take little longer than one. With stores, it also uses those of the package and of earlier processes: then a mail
 * may need neither MJML nor the time to load it.
 */
export function createMjmlRenderer(
  { shipped, store }: FormStores = {},
  forms = formsOfProcess,
): (rendered: Rendered) => Promise<MjmlResult> {
  const restorers = [shipped, store].filter((each) => each !== undefined).map(createRestorer);
  /** Reads the next store only if the last one did not have all forms. */
  const fillFromStores = async (mail: MjmlDocument) => {
    for (const restore of restorers) {
      await restore(mail.start, forms);
      const html = forms.fill(mail);
      if (html !== undefined) return html;
    }
    return undefined;
  };
  return async (rendered) => {
    const parsed = parseMjml(rendered.text);
    const mail = parsed && cutDocument(parsed);
    const known = mail && (forms.fill(mail) ?? (await fillFromStores(mail)));
    if (known !== undefined) return { html: known };
    const refusals = refuseTags(rendered);
    if (refusals.length > 0) return { refusals };
    const html = mail && hasIndependentParts(parsed) ? await forms.learn(mail) : undefined;
    if (html === undefined) return renderWhole(rendered);
    await store?.write(mail?.start ?? '', forms.pack(mail?.start ?? ''));
    return { html };
  };
}

/** Returns a function that adds the stored forms of mails with this start to others, the first time. */
function createRestorer(source: FormSource) {
  const restored = new Map<string, Promise<void>>();
  const restore = async (start: string, forms: MjmlForms) => {
    const packed = await source.read(start);
    if (packed !== undefined) forms.unpack(start, packed);
  };
  return (start: string, forms: MjmlForms) => {
    const restoring = restored.get(start) ?? restore(start, forms);
    restored.set(start, restoring);
    return restoring;
  };
}

/** A form depends only on its MJML, so all mails of this process share the forms. */
const formsOfProcess = createForms();

/** Creates an empty set of forms. */
export function createForms(): MjmlForms {
  return new MjmlForms(compileNew);
}

/** Undefined if MJML reports a problem. */
export async function compileNew(text: string): Promise<string | undefined> {
  try {
    const { html, errors } = await compile(text);
    return errors.length === 0 ? html : undefined;
  } catch {
    return undefined; // Compiling the whole mail will throw again and report the error.
  }
}

function refuseTags(rendered: Rendered): MjmlRefusal[] {
  return checkTags(rendered.text).map(({ kind, tag, start, end }) => ({
    code: kind === 'lost-text' ? 'mjml-invalid' : 'template-unclosed',
    data: {
      tag,
      closes: kind === 'closes-nothing',
      message: `text is not allowed directly in <${tag}>, so MJML would drop it`,
    },
    place: rendered.origin(start, end),
  }));
}

/**
 * Compiles a mail as a whole, if it cannot be assembled from forms or MJML reports a problem. Only a whole
 * mail gives the lines of problems.
 */
async function renderWhole(rendered: Rendered): Promise<MjmlResult> {
  try {
    const { html, errors } = await compile(rendered.text);
    if (errors.length === 0) return { html };
    return { refusals: errors.map((error) => refusal(rendered, error)) };
  } catch (cause) {
    // MJML throws if it cannot continue, and then names no line.
    const message = (cause as Error).message.split('\n')[0] ?? '';
    const start = rendered.text.indexOf('<');
    const place = rendered.origin(start, start + 1);
    return {
      refusals: [{ code: 'mjml-invalid', data: { tag: 'mjml', closes: false, message }, place, cause }],
    };
  }
}

/** MJML names the tag, and the line in the text that it compiled. */
function refusal(rendered: Rendered, { message, line, tagName }: MjmlError): MjmlRefusal {
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
