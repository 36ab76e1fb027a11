import type { MjmlDocument } from './cut-document.ts';
import { cutForm, type Form, fillForm } from './slots.ts';

/** Makes HTML of MJML; undefined when MJML has anything to say about it. */
export type Compile = (mjml: string) => Promise<string | undefined>;

/** What MJML has made of the parts that stand in one kind of place. */
interface Place {
  /** The HTML around them. */
  edges: readonly [before: string, after: string] | undefined;
  /** By skeleton. */
  readonly parts: Map<string, Form>;
}

/** What is known of mails with the same start: the same language, theme and styles. */
interface FormSet {
  /** The HTML around the body's content, by the inventory of a mail. */
  readonly frames: Map<string, readonly [before: Form, after: string]>;
  /** By the tags that they stand in. */
  readonly places: Map<string, Place>;
}

/** So many are kept at most: a publication has a few dozen, and one with much of everything some hundreds. */
const mostForms = 5000;

// Noncharacters, as the marks of slots are: content is neutralised before it gets here.
const seam = '\ufdd6';
const seamTag = `<mj-raw>${seam}</mj-raw>`;

/**
 * What MJML makes of a block depends on its tags and on what it stands in, not on its words: MJML is asked once for each
 * form of a block, with slots for the words, and the next block of that form is filled in. The HTML is what MJML would
 * make of the whole, byte for byte.
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

  /** A mail of forms that are known; undefined where one is not. */
  fill(mail: MjmlDocument): string | undefined {
    const set = this.#sets.get(mail.start);
    return set && fillMail(mail, set);
  }

  /** Has all of a mail compiled that is not known yet, and fills it; undefined when MJML has anything to say about it. */
  async learn(mail: MjmlDocument): Promise<string | undefined> {
    if (this.#count > this.#most) this.#forget();
    const set = this.#sets.get(mail.start) ?? { frames: new Map(), places: new Map() };
    this.#sets.set(mail.start, set);
    const isWhole = await this.#learnInto(mail, set);
    return isWhole ? fillMail(mail, set) : undefined;
  }

  /** With a seam after each part. */
  async #learnInto(mail: MjmlDocument, set: FormSet): Promise<boolean> {
    const isNew = !set.frames.has(mail.inventory);
    const keeps: ((html: string) => void)[] = [];
    let mjml = mail.start;
    const ask = (part: string, keep: (html: string) => void) => {
      mjml += `${part}${seamTag}`;
      keeps.push(keep);
    };
    let frame = '';
    ask('', (html) => {
      frame = html;
    });
    for (const { opens, closes, parts } of mail.runs) {
      const place = set.places.get(opens) ?? { edges: undefined, parts: new Map<string, Form>() };
      const asked = parts.filter(({ skeleton }) => isNew || !place.parts.has(skeleton));
      if (asked.length === 0 && !isNew && place.edges) continue;
      let before = '';
      ask(opens, (html) => {
        before = html;
      });
      for (const { skeleton } of asked) ask(skeleton, (html) => place.parts.set(skeleton, cutForm(html)));
      ask(closes, (html) => {
        place.edges = [before, html];
        set.places.set(opens, place);
      });
    }
    const html = await this.#compile(`${mjml}${mail.end}`);
    const pieces = html?.split(seam) ?? [];
    if (pieces.length !== keeps.length + 1) return false;
    for (const [index, keep] of keeps.entries()) keep(pieces[index] ?? '');
    if (isNew) set.frames.set(mail.inventory, [cutForm(frame), pieces.at(-1) ?? '']);
    this.#count += keeps.length;
    return true;
  }

  #forget(): void {
    this.#sets.clear();
    this.#count = 0;
  }
}

/** Undefined when a part of it is not known yet. */
function fillMail({ inventory, title, runs }: MjmlDocument, { frames, places }: FormSet): string | undefined {
  const frame = frames.get(inventory);
  if (frame === undefined) return undefined;
  let html = fillForm(frame[0], title);
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

/** As MJML does at its end: what one part closes for Outlook and the next one opens again is left out. */
function joinConditions(html: string): string {
  return html.replace(/<!\[endif]-->\s*?<!--\[if mso \| IE]>/g, '');
}
