import type { LocalePart } from '../../publication/locales/locale-records.ts';
import type { LocaleText } from '../../publication/locales/read-locales.ts';
import type { Words } from './words.ts';

/** An interface text with all its forms, which a translator writes together. */
export interface TextPart {
  /** `email:storyCount`: the namespace, and the key without its plural suffix. */
  readonly key: string;
  readonly namespace: string;
  /** The worst state of its forms. */
  readonly state: LocalePart['state'];
  /** The words by form: a plural category, or `text` if there is only one form. */
  readonly source: Words;
  readonly translation: Words;
  /** The former source text by form; undefined unless the part is stale. */
  readonly was: Words | undefined;
  readonly lacks: readonly string[];
  readonly forms: readonly LocalePart[];
  /** The publication's texts, one per form. */
  readonly own: readonly LocaleText[];
}

/** The name of a form; `text` if the text has no plural forms. */
export const formName = ({ form }: LocalePart) => form ?? 'text';

/** Groups the forms of each text and keeps their order. */
export function groupTexts(parts: readonly LocalePart[]): TextPart[] {
  const families = Map.groupBy(parts, ({ namespace, family }) => `${namespace}:${family}`);
  return [...families].map(([key, forms]) => {
    const namespace = forms[0]?.namespace ?? '';
    const state = worst.find((each) => forms.some((form) => form.state === each)) ?? 'done';
    return {
      key,
      namespace,
      state,
      source: wordsOf(forms, ({ source }) => source),
      translation: wordsOf(forms, ({ own }) => own?.text),
      was: state === 'stale' ? wordsOf(forms, ({ was, source }) => was ?? source) : undefined,
      lacks: forms.filter((form) => form.state === 'missing').map(formName),
      forms,
      own: forms.flatMap(({ own }) => own ?? []),
    };
  });
}

const worst = ['missing', 'stale', 'extra', 'done'] as const;

function wordsOf(forms: readonly LocalePart[], textOf: (form: LocalePart) => string | undefined): Words {
  const words: Record<string, string> = {};
  for (const form of forms) {
    const text = textOf(form);
    if (text !== undefined) words[formName(form)] = text;
  }
  return words;
}
