import type { MessageKey } from '../publication/locales/message-key.ts';

/** A link below the text of a page. */
export interface PageLink {
  readonly label: MessageKey;
  readonly url: string;
}

/** A mistake in a form, with its field. */
export interface FieldProblem {
  readonly field?: 'address' | 'lists' | 'agree' | 'pause';
  readonly text: MessageKey;
}

interface ListChoice {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly chosen: boolean;
}

/** A page as plain data: the keys of its interface texts, and the contents of its forms. */
export interface Page {
  readonly title: MessageKey;
  /** The address of the page in each language, by locale. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Whether search engines may index it. */
  readonly isPublic?: boolean;
  readonly message?: { readonly text: MessageKey; readonly links?: readonly PageLink[] };
  readonly act?: {
    readonly text: MessageKey;
    readonly action: string;
    readonly button: MessageKey;
    readonly lists?: readonly { readonly id: string; readonly name: string }[];
  };
  readonly request?: {
    readonly action: string;
    readonly guard: string;
    readonly address: string;
    readonly problems: readonly FieldProblem[];
  };
  readonly subscribe?: {
    readonly action: string;
    readonly guard: string;
    readonly address: string;
    readonly name: string;
    readonly agreed: boolean;
    readonly lists: readonly ListChoice[];
    /** The chosen time zone, or empty. Undefined when the form does not ask for one. */
    readonly zone: string | undefined;
    readonly requestUrl: string;
    readonly problems: readonly FieldProblem[];
  };
  readonly preferences?: {
    /** False for a person who has left: they can only manage their data. */
    readonly isActive: boolean;
    readonly subscribeUrl: string;
    readonly action: string;
    readonly name: string;
    readonly locale: string;
    readonly lists: readonly ListChoice[];
    /** Days, as year-month-day. */
    readonly pause: string;
    readonly earliest: string;
    readonly latest: string;
    readonly zone: string;
    readonly unsubscribeUrl: string;
    readonly problems: readonly FieldProblem[];
  };
}
