import type { DocumentText } from '../../content/document-texts.ts';
import type { Article } from '../../content/issue.ts';
import type { IssueLinks } from '../../content/issue-links.ts';
import type { ParsedDocument } from '../../content/parse-document.ts';
import type { Part } from '../../content/translation/compare-translation.ts';
import type { SourceRecord } from '../../content/translation/source-record.ts';
import type { Edition } from '../../editions/edition.ts';
import type { Picture } from '../../editions/pictures.ts';
import type { CatalogueData, OwnCode, ProblemCode } from '../../foundation/problems/catalogue.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Mend, Severity } from '../../foundation/problems/problem.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { AcceptedFeature } from '../../publication/templates/read-accepted.ts';
import type { TemplateSet } from '../../publication/templates/read-templates.ts';
import type { Mail } from '../mail/mail.ts';

/**
 * A rule: a pure function from a view to its findings. The view decides when the rule runs. It is all issues
 * of a publication, one file of an issue, one translation with its source, or one rendered edition.
 */
export interface Rule<View> {
  readonly family: Family;
  /** The codes that it can report. Their default severities and texts are in `foundation/problems/codes`. */
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

/** A finding of a rule: plain data. */
export type Finding = {
  readonly [Code in ProblemCode | OwnCode]: {
    readonly code: Code;
    readonly data: CatalogueData<Code>;
    readonly at: Location;
    /** Replaces the code's default severity: a draft may be incomplete. */
    readonly severity?: Severity;
    /** The correction for `courant check --fix`, if it is safe. */
    readonly mend?: Mend;
  };
}[ProblemCode | OwnCode];

/**
 * The place of a finding: a range in a source that the view has; a file with the path of a value in it, such
 * as `['body', 3]`; or a file with words, of which the first text that occurs in the file counts. Blocks are
 * counted as in the article.
 */
export type Location =
  | Place
  | { readonly file: string; readonly path?: Path }
  | { readonly file: string; readonly words: readonly string[] };

/** The statements of a publication's issues about each other. */
export interface IssuesView {
  /** Sorted by slug. */
  readonly issues: readonly IssueLinks[];
  /** The moment to check for, in milliseconds since 1970. */
  readonly asOf: number;
}

/** One file of an issue, source or translation, as written. */
export interface DocumentView {
  readonly slug: string;
  readonly locale: string;
  readonly document: ParsedDocument;
  /** The day of the issue, such as 2026-03-09; undefined where its source does not say. */
  readonly date: string | undefined;
  /** Its texts and addresses, in the order of the file. */
  readonly texts: readonly DocumentText[];
  /** The label of a related link in the edition: "See also". */
  readonly related: string | undefined;
  /** The texts in another language than the file, each with that language. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** A translation and its source, as written. */
export interface TranslationView {
  readonly slug: string;
  readonly locale: string;
  readonly sourceLocale: string;
  readonly translation: ParsedDocument;
  /** Each part of both, side by side. */
  readonly parts: readonly Part[];
  /** The record of the source's words that it was translated from; undefined if there is none. */
  readonly record: SourceRecord | undefined;
  /** Whether the translation is marked as ready. */
  readonly isReady: boolean;
}

/** A rendered edition with its article. */
export interface EditionView {
  readonly article: Article;
  readonly edition: Edition;
  readonly newsletter: Newsletter;
  /** The pictures of the issue as mailed, by the path of their file within the publication. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Its HTML part, parsed. */
  readonly mail: Mail;
  /** The templates of mail. A problem of every edition comes from one of them. */
  readonly templates: TemplateSet;
  /** The features that those templates use although some mail programs do not support them. */
  readonly accepted: readonly AcceptedFeature[];
}
