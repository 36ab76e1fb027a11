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

/**
 * Asks on the terminal for answers that the options omit; `complete` gives the defaults. Returns undefined
 * when there is no terminal, or when the user cancels.
 */
export async function askAnswers(
  options: InitOptions,
  complete: (options: InitOptions) => Answers,
): Promise<Answers | undefined> {
  if (!process.stdin.isTTY || process.env['CI']) return undefined;
  const { intro, isCancel, multiselect, select, text } = await import('@clack/prompts');
  const defaults = complete(options);
  let given: InitOptions = options;
  const ask = async <Key extends keyof InitOptions>(key: Key, question: () => Promise<unknown>) => {
    if (given[key] !== undefined) return true;
    const answer = await question();
    if (isCancel(answer)) return false;
    given = { ...given, [key]: answer };
    return true;
  };
  const line = (message: string, initialValue: string) => () =>
    text({ message, initialValue, validate: required });

  intro('A new publication');
  const isAnswered =
    (await ask('name', line('What is it called?', defaults.name))) &&
    (await ask('languages', () =>
      multiselect({
        message: 'In which languages? (space selects)',
        options: languages.map(([value, label]) => ({ value, label })),
        initialValues: [...defaults.languages],
      }),
    )) &&
    (await ask('source', () =>
      select({
        message: 'In which language are issues written first?',
        options: (given.languages ?? defaults.languages).map((value) => ({ value, label: value })),
      }),
    )) &&
    (await ask('url', line('Where will its archive be published?', defaults.url))) &&
    (await ask('sender', line('From which address is it sent?', defaults.address))) &&
    (await ask('postal', line('Which postal address do its messages show?', defaults.postal))) &&
    (await ask('timeZone', line('In which time zone are its dates?', defaults.timeZone))) &&
    (await ask('theme', () =>
      select({ message: 'How does it look? ("courant themes" shows it later)', options: [...themes] }),
    )) &&
    (await ask('host', () => select({ message: 'Where will it run?', options: [...hosts] })));
  return isAnswered ? complete(given) : undefined;
}

const required = (value: string | undefined) => (value?.trim() ? undefined : 'Type an answer.');
