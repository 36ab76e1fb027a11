import type { Readable, Writable } from 'node:stream';
import { canonicalTag } from '../publication/locales/language-tag.ts';
import type { Answers } from '../scaffold/answers.ts';
import type { InitOptions } from './init-options.ts';

const languages = [
  ['en', 'English'],
  ['nl', 'Nederlands'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
  ['es', 'Español'],
  ['ar', 'العربية'],
] as const;

const hosts = [
  { value: 'github', label: 'GitHub', hint: 'workflows that check, publish and send' },
  { value: 'gitlab', label: 'GitLab', hint: 'a pipeline that checks, publishes and sends' },
  { value: 'server', label: 'A server of your own', hint: 'systemd units, or a container' },
  { value: 'local', label: 'Only here, for now' },
] as const;

const themes = [
  { value: 'gazette', label: 'Gazette', hint: 'a newspaper on one sheet' },
  { value: 'magazine', label: 'Magazine', hint: 'large pictures, a display serif, stories as cards' },
  { value: 'bulletin', label: 'Bulletin', hint: 'text first, compact, thin rules' },
] as const;

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The streams of the terminal. */
export interface Asking {
  readonly input: Readable;
  readonly output: Writable;
}

/** Whether a person can answer. */
export const canAsk = () => Boolean(process.stdin.isTTY) && !process.env['CI'];

/**
 * Asks on the terminal for answers that the options omit; `complete` gives the defaults. Returns undefined
 * when the user cancels.
 */
export async function askAnswers(
  options: InitOptions,
  complete: (options: InitOptions) => Answers,
  { input, output }: Asking = { input: process.stdin, output: process.stdout },
): Promise<Answers | undefined> {
  const { intro, isCancel, multiselect, select, text } = await import('@clack/prompts');
  let given: InitOptions = options;
  const ask = async <Key extends keyof InitOptions>(key: Key, question: () => Promise<unknown>) => {
    if (given[key] !== undefined) return true;
    const answer = await question();
    if (isCancel(answer)) return false;
    given = { ...given, [key]: answer };
    return true;
  };
  // A default can depend on the answers so far: the postal address begins with the name.
  const line =
    (message: string, defaultOf: (answers: Answers) => string, mistake = noMistake) =>
    () =>
      text({
        message,
        initialValue: defaultOf(complete(given)),
        validate: (value = '') => (value.trim() ? mistake(value.trim()) : 'Type an answer.'),
        input,
        output,
      });
  const askOtherLanguages = async () => {
    if (!given.languages?.includes(other)) return true;
    const answer = await text({
      message: 'Which other languages? (tags, such as it,sv)',
      validate: (value = '') => mistakeInTags(value),
      input,
      output,
    });
    if (isCancel(answer)) return false;
    const shipped = given.languages.filter((tag) => tag !== other);
    given = { ...given, languages: [...new Set([...shipped, ...tagsIn(answer)])] };
    return true;
  };

  intro('A new publication', { output });
  const isAnswered =
    (await ask(
      'name',
      line('What is it called?', ({ name }) => name),
    )) &&
    (await ask('languages', () =>
      multiselect({
        message: 'In which languages? (space selects)',
        options: [
          ...languages.map(([value, label]) => ({ value: value as string, label })),
          { value: other, label: 'Another one' },
        ],
        initialValues: complete(given).languages.filter((tag) => languages.some(([value]) => value === tag)),
        input,
        output,
      }),
    )) &&
    (await askOtherLanguages()) &&
    (await ask('source', () =>
      select({
        message: 'In which language are issues written first?',
        options: complete(given).languages.map((value) => ({ value, label: labelOf(value) })),
        input,
        output,
      }),
    )) &&
    (await ask(
      'url',
      line('Where will its archive be published?', ({ url }) => url, mistakeInUrl),
    )) &&
    (await ask(
      'sender',
      line('From which address is it sent?', ({ address }) => address, mistakeInAddress),
    )) &&
    (await ask(
      'postal',
      line('Which postal address do its messages show?', ({ postal }) => postal),
    )) &&
    (await ask(
      'timeZone',
      line('In which time zone are its dates?', (all) => all.timeZone, mistakeInZone),
    )) &&
    (await ask('days', () =>
      multiselect({
        message: 'On which days is it sent? (space selects; none: you send each issue yourself)',
        options: days.map((value) => ({ value: value as string, label: value })),
        required: options.at !== undefined,
        input,
        output,
      }),
    )) &&
    (given.days?.length === 0 ||
      (await ask(
        'at',
        line('At which time?', ({ schedule }) => schedule?.at ?? '07:00', mistakeInTime),
      ))) &&
    (await ask('theme', () =>
      select({
        message: 'How does it look? ("courant themes" shows it later)',
        options: [...themes],
        input,
        output,
      }),
    )) &&
    (await ask('host', () => select({ message: 'Where will it run?', options: [...hosts], input, output })));
  return isAnswered ? complete(given) : undefined;
}

const other = 'other';
const labelOf = (tag: string): string => languages.find(([value]) => value === tag)?.[1] ?? tag;
const tagsIn = (text: string) => text.split(/[\s,]+/).filter(Boolean);

const noMistake = (_value: string): string | undefined => undefined;
const mistakeInTags = (text: string) => {
  const wrong = tagsIn(text).find((tag) => canonicalTag(tag) === undefined);
  if (wrong !== undefined) return `"${wrong}" is not the tag of a language.`;
  return tagsIn(text).length > 0 ? undefined : 'Type an answer.';
};
const mistakeInUrl = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) ? undefined : 'Type an address that begins with https://.';
const mistakeInAddress = (text: string) =>
  /^\S+@[^\s@]+$/.test(text) ? undefined : 'Type an email address, such as newsletter@example.org.';
const mistakeInTime = (text: string) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? undefined : 'Type a time from 00:00 to 23:59.';
const mistakeInZone = (timeZone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return undefined;
  } catch {
    // Intl throws for an unknown name. The person is asked again.
    return 'Type a time zone, such as Europe/Amsterdam.';
  }
};
