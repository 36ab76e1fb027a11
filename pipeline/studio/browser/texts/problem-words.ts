import type { ShownProblem } from '../../protocol/issues.ts';
import { answerInDutch } from './answers-in-dutch.ts';
import type { TextKey } from './english.ts';
import { filesInDutch } from './files-in-dutch.ts';
import { pauseInDutch } from './pauses-in-dutch.ts';
import type { Names, ProblemTexts, ProblemWords } from './problem-texts.ts';
import { problemsInDutch } from './problems-in-dutch.ts';
import { problemsInEnglish } from './problems-in-english.ts';
import { rulesInDutch } from './rules-in-dutch.ts';
import { sendingInDutch } from './sending-in-dutch.ts';
import { studioInDutch } from './studio-in-dutch.ts';
import { day, knownText, type Language, language, nameOf, number, t } from './t.ts';
import { templatesInDutch } from './templates-in-dutch.ts';
import { versionsInDutch } from './versions-in-dutch.ts';

export const textsInDutch: ProblemTexts = {
  ...problemsInDutch,
  ...filesInDutch,
  ...rulesInDutch,
  ...sendingInDutch,
  ...studioInDutch,
  ...templatesInDutch,
  ...versionsInDutch,
};

const texts: Readonly<Record<Language, ProblemTexts>> = {
  en: problemsInEnglish,
  nl: textsInDutch,
};

/**
 * A problem in the words of the interface, which name what is on the page. A code without such words, as those of
 * a publication's own rules, has the words of the command line.
 */
export function wordsOf({ code, data, message, hint }: Problem): ProblemWords {
  const write = texts[language.value][code as keyof ProblemTexts] as Write | undefined;
  // The problems of some codes have no data, and their words take none.
  const isComplete = data !== undefined || write?.length === 0;
  return write && isComplete ? write(data, names) : { message, hint };
}

const asItIs = (text: string) => text;
const answers: Readonly<Record<Language, typeof asItIs>> = { en: asItIs, nl: answerInDutch };
const pauses: Readonly<Record<Language, typeof asItIs>> = { en: asItIs, nl: pauseInDutch };

/** An answer of the studio's server that is not a problem. */
export const answerText = (english: string): string => answers[language.value](english);

/** The reason for which a dispatch paused. */
export const pauseText = (english: string): string => pauses[language.value](english);

type Problem = Pick<ShownProblem, 'code' | 'data'> & ProblemWords;
type Write = (data: unknown, names: Names) => ProblemWords;

/** The labels of settings, which are not called after their fields. */
const settings: Readonly<Record<string, TextKey>> = {
  date: 'date',
  status: 'statusTitle',
  number: 'numberLabel',
  sendAt: 'momentLabel',
  expires: 'expiresLabel',
  topics: 'topicsLabel',
  lists: 'listsLabel',
  editions: 'editionsLabel',
  withdrawn: 'withdraw',
  corrections: 'correctionsTitle',
  body: 'writeArticle',
  crop: 'writeCrop',
};

const names: Names = {
  field: (key) => {
    const [, at, list] = /^Item (\d+) of (.+)$/.exec(key) ?? [];
    if (at !== undefined && list !== undefined) return t('itemOf', { at, list: names.field(list) });
    return labelled(key.replace(/^"(.*)"$/, '$1')) ?? names.labels(key);
  },
  labels: (text) => text.replace(/"([\w.]+)"/g, (whole, key) => labelled(key) ?? whole),
  language: nameOf,
  number,
  day,
};

/** The label of a field in quotation marks; undefined if the interface does not know the field. */
function labelled(key: string): string | undefined {
  const labels = key.split('.').toReversed().map(labelOfField);
  const label = labels.find((each) => each !== undefined);
  return label && `\u201c${label}\u201d`;
}

/** The label of a field or a setting; undefined if the interface does not know it. */
export function labelOfField(name: string): string | undefined {
  const setting = settings[name];
  return setting ? t(setting) : knownText([`field_${name}`, `part_${name}`]);
}
