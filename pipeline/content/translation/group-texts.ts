import type { LocalePart } from '../../publication/locales/locale-records.ts';
import type { LocaleText } from '../../publication/locales/read-locales.ts';
import type { Words } from './words.ts';

/** An interface text in all its forms, which a translator writes together. */
export interface TextPart {
  /** `email:storyCount`: the namespace, and the key without its plural suffix. */
  readonly key: string;
  readonly namespace: string;
  /** The worst state of its forms. */
  readonly state: LocalePart['state'];
  /** By form: a plural category, or `text` when there is only one form. */
  readonly source: Words;
  readonly translation: Words;
  /** Its former source text, by form; undefined unless it is stale. */
  readonly was: Words | undefined;
  readonly lacks: readonly string[];
  readonly forms: readonly LocalePart[];
  /** The places of its forms. */
  readonly own: readonly LocaleText[];
}

/** The name of the form of a text that has no plural forms. */
export const formName = ({ form }: LocalePart) => form ?? 'text';

/** Groups the forms of each text, and keeps the order. */
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
