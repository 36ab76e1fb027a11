import type { Options } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';

type Syntax = Exclude<NonNullable<Options['extensions']>[number], readonly unknown[]>;
type Tree = Exclude<NonNullable<Options['mdastExtensions']>[number], readonly unknown[]>;
type Construct = Extract<NonNullable<Syntax['text']>[string], { tokenize: unknown }>;
type State = Parameters<Construct['tokenize']>[1];

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    footnoteMark: 'footnoteMark';
  }
}

/** The syntax of inline text beyond CommonMark: footnote marks and bare addresses. */
export const inlineSyntax: Syntax[] = [footnoteMarks(), bareAddresses()];

/** Turns that syntax into nodes of the tree. */
export const inlineTree: Tree = {
  enter: {
    footnoteMark(token) {
      const label = this.sliceSerialize(token).slice(2, -1);
      this.enter({ type: 'footnoteReference', identifier: label, label }, token);
    },
    literalAutolinkHttp(token) {
      this.enter({ type: 'link', title: bareTitle, url: this.sliceSerialize(token), children: [] }, token);
    },
  },
  exit: {
    footnoteMark(token) {
      this.exit(token);
    },
    literalAutolinkHttp(token) {
      this.exit(token);
    },
  },
};

/** Marks links that were written as a bare address. Authors cannot type this character. */
export const bareTitle = '\u0000bare';

/** Parses the footnote mark `[^label]`, where the label has letters, digits, "-" and "_". */
function footnoteMarks(): Syntax {
  const [bracket, caret, close] = [...'[^]'].map((sign) => sign.charCodeAt(0));
  const mark: Construct = {
    tokenize(effects, ok, nok) {
      const open: State = (code) => {
        effects.enter('footnoteMark');
        effects.consume(code);
        return afterBracket;
      };
      const afterBracket: State = (code) => {
        if (code !== caret) return nok(code);
        effects.consume(code);
        return first;
      };
      const first: State = (code) => (isOfLabel(code) ? inside(code) : nok(code));
      const inside: State = (code) => {
        if (isOfLabel(code)) {
          effects.consume(code);
          return inside;
        }
        if (code !== close) return nok(code);
        effects.consume(code);
        effects.exit('footnoteMark');
        return ok;
      };
      return open;
    },
  };
  return { text: { [bracket ?? 0]: mark } };
}

const isOfLabel = (code: number | null) =>
  code !== null && code > 0 && /[\w-]/.test(String.fromCharCode(code));

/**
 * Parses bare "http" and "https" addresses as GitHub Flavored Markdown does. "www." and email addresses stay
 * text.
 */
function bareAddresses(): Syntax {
  const all = gfmAutolinkLiteral().text ?? {};
  const [upper, lower] = ['H', 'h'].map((letter) => letter.charCodeAt(0));
  const ofProtocol = (code = 0) => [all[code]].flat().filter((each) => each?.name === 'protocolAutolink');
  return { text: { [upper ?? 0]: ofProtocol(upper), [lower ?? 0]: ofProtocol(lower) } as Syntax['text'] };
}
