import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { checkTags } from './check-tags.ts';
import type { MjmlDocument } from './cut-document.ts';
import { type Part, sampleOf } from './cut-part.ts';
import {
  addTags,
  fillPart,
  type KnownTags,
  matchPieces,
  type PackedTag,
  packTags,
  unpackTags,
} from './known-tags.ts';
import { cutForm, type Form, fillForm } from './slots.ts';

/** Compiles MJML to HTML; undefined if MJML reports a problem. */
type Compile = (mjml: string) => Promise<string | undefined>;

/** The HTML that MJML made from the parts in one kind of place. */
interface Place {
  /** The HTML around the parts. */
  edges: Edges | undefined;
  /** The tags of the parts. */
  readonly tags: KnownTags;
}

type Edges = readonly [before: string, after: string];

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
  readonly places: [opens: string, edges: Edges | null, tags: PackedTag[]][];
}

/**
 * MJML that is compiled to learn forms. `read` takes its HTML. It returns a function that stores the form, or false if
 * the HTML is not balanced.
 */
interface Asked {
  readonly mjml: string;
  readonly read: (html: string) => boolean | (() => void);
}

/**
 * The maximum number of forms to keep. A publication has some hundreds, or a few thousand if its mails vary a
 * lot.
 */
const mostForms = 20_000;

const { seam } = invisibleMarks;
const seamTag = `<mj-raw>${seam}</mj-raw>`;

/**
 * Renders mails from precompiled forms. The HTML of a tag depends on the tags around it, not on its words or its
 * neighbours. So MJML compiles each tag in the same surrounding once, with slots for addresses, and the words between the
 * tags are copied. The result equals what MJML would make of the whole mail, byte for byte.
 */
export class MjmlForms {
  readonly #compile: Compile;
  readonly #most: number;
  /** The sets of forms, by the start of a mail. */
  readonly #sets = new Map<string, FormSet>();
  /** The skeletons of parts that cannot be divided, because MJML moves or closes their tags. */
  readonly #undivided = new Set<string>();
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
    const set = this.#setOf(mail.start);
    const undivided = this.#undivided.size;
    let isWhole = await this.#learnInto(mail, set);
    // Some parts could not be divided into tags, so they are compiled again, each as a whole.
    if (!isWhole && this.#undivided.size > undivided) isWhole = await this.#learnInto(mail, set);
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
      const place = placeIn(set, opens);
      const unknown = parts.filter((part) => isNew || fillPart(part, place.tags) === undefined);
      if (unknown.length > 0 || isNew || place.edges === undefined) {
        asked.push(...this.#askFor(opens, closes, unknown, place));
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
    return true;
  }

  /** The unknown parts in one place, each with the function that stores its HTML. */
  #askFor(opens: string, closes: string, parts: readonly Part[], place: Place): Asked[] {
    let before = '';
    return [
      {
        mjml: opens,
        read(html) {
          before = html;
          return true;
        },
      },
      ...parts.map((part) => this.#askForPart(part, place)),
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

  #askForPart({ pieces, whole }: Part, { tags }: Place): Asked {
    const { skeleton } = whole();
    const asked = this.#undivided.has(skeleton) ? [whole()] : pieces;
    return {
      mjml: sampleOf(asked),
      read: (html) => {
        const matched = matchPieces(html, asked);
        if (matched === undefined) this.#undivided.add(skeleton);
        return (
          matched !== undefined && isBalanced(html) && (() => (this.#count += addTags(tags, asked, matched)))
        );
      },
    };
  }

  /** All forms for mails with this start, as text. */
  pack(start: string): string {
    const { frames, places } = this.#sets.get(start) ?? emptySet();
    const packed: PackedSet = {
      frames: [...frames],
      places: [...places].map(([opens, { edges, tags }]) => [opens, edges ?? null, packTags(tags)]),
    };
    return JSON.stringify(packed);
  }

  /** Adds forms that `pack` returned. */
  unpack(start: string, packed: string): void {
    if (this.#count > this.#most) this.#forget();
    const { frames, places } = JSON.parse(packed) as PackedSet;
    const set = this.#setOf(start);
    for (const [inventory, frame] of frames) set.frames.set(inventory, frame);
    for (const [opens, edges, tags] of places) {
      const place = placeIn(set, opens);
      place.edges ??= edges ?? undefined;
      this.#count += unpackTags(tags, place.tags);
    }
  }

  #setOf(start: string): FormSet {
    const set = this.#sets.get(start) ?? emptySet();
    this.#sets.set(start, set);
    return set;
  }

  #forget(): void {
    this.#sets.clear();
    this.#undivided.clear();
    this.#count = 0;
  }
}

function emptySet(): FormSet {
  return { frames: new Map(), places: new Map() };
}

function placeIn({ places }: FormSet, opens: string): Place {
  const place = places.get(opens) ?? { edges: undefined, tags: new Map() };
  places.set(opens, place);
  return place;
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
    for (const part of parts) {
      const filled = fillPart(part, place.tags);
      if (filled === undefined) return undefined;
      html += filled;
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
