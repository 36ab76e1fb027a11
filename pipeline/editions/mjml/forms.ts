import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { checkTags } from './check-tags.ts';
import type { MjmlDocument } from './cut-document.ts';
import { cutForm, type Form, fillForm, type Slotted } from './slots.ts';

/** Compiles MJML to HTML; undefined if MJML reports a problem. */
type Compile = (mjml: string) => Promise<string | undefined>;

/** The HTML that MJML made from the parts in one kind of place. */
interface Place {
  /** The HTML around the parts. */
  edges: readonly [before: string, after: string] | undefined;
  /** The HTML of the parts, by skeleton. */
  readonly parts: Map<string, Form>;
}

/** The known forms of mails that start alike: with the same language, theme and styles. */
interface FormSet {
  /** The HTML around the content of the body, by the inventory of a mail. */
  readonly frames: Map<string, readonly [before: Form, after: string]>;
  /** The places, by the tags around the parts. */
  readonly places: Map<string, Place>;
}

/** A set of forms as JSON. */
interface PackedSet {
  readonly frames: [inventory: string, frame: readonly [before: Form, after: string]][];
  readonly places: [opens: string, edges: Place['edges'] | null, parts: [skeleton: string, form: Form][]][];
}

/**
 * A part of a mail whose form is not known yet. `read` takes the part's HTML. It returns a function that
 * stores the form, or false if the HTML is not balanced.
 */
interface Asked {
  readonly mjml: string;
  readonly read: (html: string) => boolean | (() => void);
}

/**
 * The maximum number of forms to keep. A publication has a few dozen, or some hundreds if its mails vary a
 * lot.
 */
const mostForms = 5000;

const { seam } = invisibleMarks;
const seamTag = `<mj-raw>${seam}</mj-raw>`;

/**
 * Renders mails from precompiled forms. The HTML of a block depends on its tags and surroundings, not on its
 * words. So MJML compiles each form of a block once, with slots for the words. For further blocks of that
 * form, only the slots are filled in. The result equals what MJML would make of the whole mail, byte for
 * byte.
 */
export class MjmlForms {
  readonly #compile: Compile;
  readonly #most: number;
  /** The sets of forms, by the start of a mail. */
  readonly #sets = new Map<string, FormSet>();
  #count = 0;

  constructor(compile: Compile, most = mostForms) {
    this.#compile = compile;
    this.#most = most;
  }

  /** Assembles a mail from known forms; undefined if one of them is unknown. */
  fill(mail: MjmlDocument): string | undefined {
    const set = this.#sets.get(mail.start);
    return set && fillMail(mail, set);
  }

  /** Compiles the unknown forms of a mail and assembles it; undefined if MJML reports a problem. */
  async learn(mail: MjmlDocument): Promise<string | undefined> {
    if (this.#count > this.#most) this.#forget();
    const set = this.#sets.get(mail.start) ?? emptySet();
    this.#sets.set(mail.start, set);
    const isWhole = await this.#learnInto(mail, set);
    return isWhole ? fillMail(mail, set) : undefined;
  }

  /** Compiles the parts in one go, with a separator after each of them. */
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
    // Juice closed a tag in one part that another part had left open, so none of the parts can be trusted.
    if (stores.includes(false)) return false;
    for (const store of stores) if (typeof store === 'function') store();
    if (isNew) set.frames.set(mail.inventory, [cutForm(frame), pieces.at(-1) ?? '']);
    this.#count += asked.length;
    return true;
  }

  /** Whether any form is known for mails with this start. */
  has(start: string): boolean {
    return this.#sets.has(start);
  }

  /** All forms for mails with this start, as text. */
  pack(start: string): string {
    const { frames, places } = this.#sets.get(start) ?? emptySet();
    const packed: PackedSet = {
      frames: [...frames],
      places: [...places].map(([opens, { edges, parts }]) => [opens, edges ?? null, [...parts]]),
    };
    return JSON.stringify(packed);
  }

  /** Adds forms that `pack` returned. */
  unpack(start: string, packed: string): void {
    const { frames, places } = JSON.parse(packed) as PackedSet;
    const unpacked = places.map(([opens, edges, parts]): [string, Place] => [
      opens,
      { edges: edges ?? undefined, parts: new Map(parts) },
    ]);
    this.#sets.set(start, { frames: new Map(frames), places: new Map(unpacked) });
    this.#count += places.reduce((sum, [, , parts]) => sum + parts.length, 0);
  }

  #forget(): void {
    this.#sets.clear();
    this.#count = 0;
  }
}

function emptySet(): FormSet {
  return { frames: new Map(), places: new Map() };
}

/** The unknown parts in one place, each with the function that stores its HTML. */
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

/** Assembles a mail; undefined if the form of a part is not known yet. */
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
 * Removes conditional comments for Outlook that one part closes and the next one opens again, as MJML does as
 * its last step.
 */
function joinConditions(html: string): string {
  return html.replace(/<!\[endif]-->\s*?<!--\[if mso \| IE]>/g, '');
}
