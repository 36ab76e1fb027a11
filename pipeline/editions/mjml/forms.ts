import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { checkTags } from './check-tags.ts';
import type { MjmlDocument } from './cut-document.ts';
import { cutForm, type Form, fillForm, type Slotted } from './slots.ts';

/** Compiles MJML to HTML; undefined when MJML reports anything. */
export type Compile = (mjml: string) => Promise<string | undefined>;

/** The HTML that MJML made of the parts in one kind of place. */
interface Place {
  /** The HTML around them. */
  edges: readonly [before: string, after: string] | undefined;
  /** By skeleton. */
  readonly parts: Map<string, Form>;
}

/** The known forms of mails with the same start: the same language, theme and styles. */
interface FormSet {
  /** The HTML around the body's content, by the inventory of a mail. */
  readonly frames: Map<string, readonly [before: Form, after: string]>;
  /** By the tags around the parts. */
  readonly places: Map<string, Place>;
}

/**
 * A part of a mail, and the reader of its HTML. The reader returns false when the HTML is not balanced, or
 * else the function that stores it.
 */
interface Asked {
  readonly mjml: string;
  readonly read: (html: string) => boolean | (() => void);
}

/**
 * The maximum number of forms to keep. A publication has a few dozen; one with a large variety has some
 * hundreds.
 */
const mostForms = 5000;

const { seam } = invisibleMarks;
const seamTag = `<mj-raw>${seam}</mj-raw>`;

/**
 * The HTML of a block depends on its tags and on its surroundings, not on its words. MJML compiles each form of a block
 * once, with slots for the words, and the next block of that form is filled in. The result is what MJML would make of
 * the whole mail, byte for byte.
 */
export class MjmlForms {
  readonly #compile: Compile;
  readonly #most: number;
  /** By the start of a mail. */
  readonly #sets = new Map<string, FormSet>();
  #count = 0;

  constructor(compile: Compile, most = mostForms) {
    this.#compile = compile;
    this.#most = most;
  }

  /** Assembles a mail from known forms; undefined when one of them is unknown. */
  fill(mail: MjmlDocument): string | undefined {
    const set = this.#sets.get(mail.start);
    return set && fillMail(mail, set);
  }

  /** Compiles the unknown forms of a mail and assembles it; undefined when MJML reports anything. */
  async learn(mail: MjmlDocument): Promise<string | undefined> {
    if (this.#count > this.#most) this.#forget();
    const set = this.#sets.get(mail.start) ?? { frames: new Map(), places: new Map() };
    this.#sets.set(mail.start, set);
    const isWhole = await this.#learnInto(mail, set);
    return isWhole ? fillMail(mail, set) : undefined;
  }

  /** With a separator after each part. */
  async #learnInto(mail: MjmlDocument, set: FormSet): Promise<boolean> {
    const isNew = !set.frames.has(mail.inventory);
    const asked: Asked[] = [];
    let frame = '';
    asked.push({
      mjml: mail.start,
      read(html) {
        frame = html;
        return true;
      },
    });
    for (const { opens, closes, parts } of mail.runs) {
      const place = set.places.get(opens) ?? { edges: undefined, parts: new Map<string, Form>() };
      set.places.set(opens, place);
      const unknown = parts.filter(({ skeleton }) => isNew || !place.parts.has(skeleton));
      if (unknown.length > 0 || isNew || place.edges === undefined) {
        asked.push(...askFor(opens, closes, unknown, place));
      }
    }
    const html = await this.#compile(`${asked.map(({ mjml }) => `${mjml}${seamTag}`).join('')}${mail.end}`);
    const pieces = html?.split(seam) ?? [];
    if (pieces.length !== asked.length + 1) return false;
    const stores = asked.map(({ read }, index) => read(pieces[index] ?? ''));
    // Juice closes in one part a tag that another part left open. Then none of the parts is reliable.
    if (stores.includes(false)) return false;
    for (const store of stores) if (typeof store === 'function') store();
    if (isNew) set.frames.set(mail.inventory, [cutForm(frame), pieces.at(-1) ?? '']);
    this.#count += asked.length;
    return true;
  }

  #forget(): void {
    this.#sets.clear();
    this.#count = 0;
  }
}

/** Parts in one place, each with the function that stores its HTML. */
function askFor(opens: string, closes: string, parts: readonly Slotted[], place: Place): Asked[] {
  let before = '';
  return [
    {
      mjml: opens,
      read(html) {
        before = html;
        return true;
      },
    },
    ...parts.map(({ skeleton }) => ({
      mjml: skeleton,
      read: (html: string) => isBalanced(html) && (() => place.parts.set(skeleton, cutForm(html))),
    })),
    {
      mjml: closes,
      read: (after) =>
        isBalanced(before + after) &&
        (() => {
          place.edges = [before, after];
        }),
    },
  ];
}

function isBalanced(html: string): boolean {
  return checkTags(html).length === 0;
}

/** Undefined when the form of a part is not known yet. */
function fillMail(
  { inventory, values: said, runs }: MjmlDocument,
  { frames, places }: FormSet,
): string | undefined {
  const frame = frames.get(inventory);
  if (frame === undefined) return undefined;
  let html = fillForm(frame[0], said);
  for (const { opens, parts } of runs) {
    const place = places.get(opens);
    if (place?.edges === undefined) return undefined;
    html += place.edges[0];
    for (const { skeleton, values } of parts) {
      const form = place.parts.get(skeleton);
      if (form === undefined) return undefined;
      html += fillForm(form, values);
    }
    html += place.edges[1];
  }
  return joinConditions(`${html}${frame[1]}`);
}

/**
 * As MJML does at its end: removes conditional comments for Outlook that one part closes and the next one
 * opens again.
 */
function joinConditions(html: string): string {
  return html.replace(/<!\[endif]-->\s*?<!--\[if mso \| IE]>/g, '');
}
