import type { DocumentText } from '../../content/document-texts.ts';
import type { Article } from '../../content/issue.ts';
import type { IssueLinks } from '../../content/issue-links.ts';
import type { ParsedDocument } from '../../content/parse-document.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import type { SourceRecord } from '../../content/translation/source-record.ts';
import type { Edition } from '../../editions/edition.ts';
import type { Picture } from '../../editions/pictures.ts';
import type { CatalogueData, ProblemCode } from '../../foundation/problems/catalogue.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Severity } from '../../foundation/problems/problem.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { AcceptedFeature } from '../../publication/templates/read-accepted.ts';
import type { TemplateSet } from '../../publication/templates/read-templates.ts';
import type { Mail } from '../mail/mail.ts';

/**
 * One rule: a pure function from a view to what is wrong with it. The view decides when the rule runs; it is a
 * publication's issues together, one translation with its source, or one rendered edition.
 */
export interface Rule<View> {
  readonly family: Family;
  /** The problems that it can find. Their default severities and their texts are in `foundation/problems/codes`. */
  readonly codes: readonly ProblemCode[];
  check(view: View): Iterable<Finding>;
}

export type Family =
  | 'addresses'
  | 'links'
  | 'text'
  | 'subject'
  | 'translation'
  | 'size'
  | 'accessibility'
  | 'clients'
  | 'message';

/** Something that a rule found: plain data. */
export type Finding = {
  readonly [Code in ProblemCode]: {
    readonly code: Code;
    readonly data: CatalogueData<Code>;
    readonly at: Location;
    /** In place of the code's default: a draft may be incomplete. */
    readonly severity?: Severity;
    /** How a machine mends it, where that is safe. */
    readonly mend?: Mend;
  };
}[ProblemCode];

/** A text as it is right: the whole text at a path of the file. */
export interface Mend {
  readonly path: Path;
  readonly text: string;
  /** What takes the place of the finding's range; without it the whole text is written again. */
  readonly by?: string;
}

/**
 * A range in a source that is at hand, a file with the path of a value in it, such as `['body', 3]`, or a file with
 * words: the first of these texts that the file contains. Blocks are counted as the article has them.
 */
export type Location =
  | Place
  | { readonly file: string; readonly path?: Path }
  | { readonly file: string; readonly words: readonly string[] };

/** What the issues of a publication say of each other. */
export interface IssuesView {
  /** In the order of their slugs. */
  readonly issues: readonly IssueLinks[];
  /** The moment that they are checked for, in milliseconds since 1970. */
  readonly asOf: number;
}

/** One file of an issue, source or translation, as it was written. */
export interface DocumentView {
  readonly slug: string;
  readonly locale: string;
  readonly document: ParsedDocument;
  /** The day of the issue, such as 2026-03-09; undefined where its source does not say. */
  readonly date: string | undefined;
  /** Its texts and addresses, in the order of the file. */
  readonly texts: readonly DocumentText[];
  /** What the edition says in front of a related link: "See also". */
  readonly related: string | undefined;
  /** The texts that are in another language than the file, each with that language. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** A translation beside its source, each as it was written. */
export interface TranslationView {
  readonly slug: string;
  readonly locale: string;
  readonly sourceLocale: string;
  readonly translation: ParsedDocument;
  /** Each part of both, side by side. */
  readonly parts: readonly Part[];
  /** What it was translated from; undefined when nobody recorded it. */
  readonly record: SourceRecord | undefined;
  /** Whether it is to be sent as it is now. */
  readonly isReady: boolean;
}

/** An edition as it is sent: its article, and what became of it. */
export interface EditionView {
  readonly article: Article;
  readonly edition: Edition;
  readonly newsletter: Newsletter;
  /** The pictures of the issue as they are mailed, by the path of their file within the publication. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Its HTML part, parsed. */
  readonly mail: Mail;
  /** Those of mail: what is wrong with every edition is in one of them. */
  readonly templates: TemplateSet;
  /** What those templates use although some mail programs do not support it. */
  readonly accepted: readonly AcceptedFeature[];
}
