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
 * A rule: a pure function that returns the findings in a view. The kind of view determines when the rule
 * runs: for all issues of a publication together, for one file of an issue, for one translation with its
 * source, or for one rendered edition.
 */
export interface Rule<View> {
  readonly family: Family;
  /**
   * The codes that it may report. Their default severities and their texts are in
   * `foundation/problems/codes`.
   */
  readonly codes: readonly ProblemCode[];
  check(view: View): Iterable<Finding>;
}

type Family =
  | 'addresses'
  | 'schedule'
  | 'links'
  | 'text'
  | 'subject'
  | 'translation'
  | 'size'
  | 'accessibility'
  | 'clients'
  | 'message';

/** A finding of a rule, as plain data. */
export type Finding = {
  readonly [Code in ProblemCode | OwnCode]: {
    readonly code: Code;
    readonly data: CatalogueData<Code>;
    readonly at: Location;
    /** Replaces the default severity of the code. A draft, for example, may be incomplete. */
    readonly severity?: Severity;
    /** The correction that `courant check --fix` may make, if there is a safe one. */
    readonly mend?: Mend;
  };
}[ProblemCode | OwnCode];

/**
 * The place of a finding, in one of three forms: a range in a source that the view has; a file with the path
 * of a value in it, such as `['body', 3]`; or a file with texts to look for, where the first text that occurs
 * in the file is the place. Paths count blocks as in the article.
 */
export type Location =
  | Place
  | { readonly file: string; readonly path?: Path }
  | { readonly file: string; readonly words: readonly string[] };

/** The references between the issues of a publication. */
export interface IssuesView {
  /** Sorted by slug. */
  readonly issues: readonly IssueLinks[];
  /** The moment to check for, in milliseconds since 1970. */
  readonly asOf: number;
}

/** One file of an issue (a source or a translation) as written. */
export interface DocumentView {
  readonly slug: string;
  readonly locale: string;
  readonly document: ParsedDocument;
  /** The date of the issue, such as 2026-03-09; undefined if its source does not have one. */
  readonly date: string | undefined;
  /** The texts and addresses in the file, in order. */
  readonly texts: readonly DocumentText[];
  /** The label before a related link in the edition: "See also". */
  readonly related: string | undefined;
  /**
   * The texts, and single sentences of texts, that are in a different language from the file, each with its
   * language.
   */
  readonly foreign: ReadonlyMap<string, string>;
}

/** A translation and its source, as written. */
export interface TranslationView {
  readonly slug: string;
  readonly locale: string;
  readonly sourceLocale: string;
  readonly translation: ParsedDocument;
  /** The parts of both, in pairs. */
  readonly parts: readonly Part[];
  /** The record of the source's words that were translated; undefined if there is none. */
  readonly record: SourceRecord | undefined;
  /** Whether the translation is marked as ready. */
  readonly isReady: boolean;
}

/** A rendered edition with its article. */
export interface EditionView {
  readonly article: Article;
  readonly edition: Edition;
  readonly newsletter: Newsletter;
  /** The pictures of the issue as mailed, by their keys (`pictureKey`). */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** The parsed HTML part. */
  readonly mail: Mail;
  /** The templates for mail. A problem that occurs in all editions comes from one of them. */
  readonly templates: TemplateSet;
  /** The features that these templates use although some mail programs do not support them. */
  readonly accepted: readonly AcceptedFeature[];
}
