import { day } from '../foundation/time/durations.ts';
import { isTimeZone } from '../foundation/time/is-time-zone.ts';
import { dayIn, parseMoment } from '../foundation/time/parse-moment.ts';
import { matchEdition } from '../publication/locales/language-tag.ts';
import type { Store } from '../store/store.ts';
import type { Preferences } from '../subscribers/change-preferences.ts';
import { cleanPersonName } from '../subscribers/person-name.ts';
import type { App } from './app-context.ts';
import type { FieldProblem } from './page.ts';
import { type Form, fieldOf } from './read-form.ts';

/** A subscriber's choices in the form. */
interface Choices extends Preferences {
  /** False for a person who has left: they can only manage their data. */
  readonly isActive: boolean;
  /** A day (year-month-day), or empty. */
  readonly pause: string;
  /** The first and last day on which a pause may end. */
  readonly earliest: string;
  readonly latest: string;
}

/** A subscriber's current choices; undefined when there is no such subscriber. */
export async function describeChoices(app: App, subscriber: string): Promise<Choices | undefined> {
  const { store, newsletter, clock } = app;
  const person = await readPerson(store, subscriber);
  if (person === undefined) return undefined;
  const { editions, source } = newsletter.languages;
  const { paused_until: until } = person;
  const isPaused = until !== null && until > clock();
  const zone = person.time_zone ?? newsletter.timeZone;
  return {
    isActive: person.state === 'active',
    name: person.name ?? undefined,
    locale: matchEdition(person.locale ?? undefined, editions) ?? source,
    timeZone: person.time_zone ?? undefined,
    pausedUntil: isPaused ? until : undefined,
    pause: isPaused ? dayIn(zone, until) : '',
    lists: newsletter.lists.length > 0 ? person.lists : undefined,
    earliest: dayIn(zone, clock() + day),
    latest: dayIn(zone, clock() + 365 * day),
  };
}

/**
 * Reads the submitted form. For an invalid value it returns a problem, and the form shows the value again.
 */
export function readChoices(
  { newsletter, clock }: App,
  form: Form,
  current: Choices,
): { choices: Choices; problems: FieldProblem[] } {
  const { lists, timeZone: ourZone, languages } = newsletter;
  const problems: FieldProblem[] = [];
  const zone = fieldOf(form, 'zone');
  const timeZone = isTimeZone(zone) ? zone : undefined;
  const pause = fieldOf(form, 'pause');
  const until = pause === '' ? undefined : parseMoment(pause, timeZone ?? ourZone);
  const isInTime = until !== undefined && until > clock() && until <= clock() + 366 * day;
  if (pause !== '' && !(isInTime && /^\d{4}-\d\d-\d\d$/.test(pause)))
    problems.push({ field: 'pause', text: 'pages:pauseProblem' });
  const chosen = lists.map(({ id }) => id).filter((id) => (form.get('list') ?? []).includes(id));
  if (lists.length > 0 && chosen.length === 0) problems.push({ field: 'lists', text: 'pages:listsProblem' });
  const locale = fieldOf(form, 'language');
  return {
    problems,
    choices: {
      ...current,
      name: cleanPersonName(fieldOf(form, 'name')),
      locale: languages.editions.includes(locale) ? locale : current.locale,
      timeZone,
      pause,
      pausedUntil: until,
      lists: lists.length > 0 ? chosen : undefined,
    },
  };
}

function readPerson(store: Store, id: string) {
  return store.read(async (db) => {
    const person = await db
      .selectFrom('subscribers')
      .select(['state', 'name', 'locale', 'time_zone', 'paused_until'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (person === undefined) return undefined;
    const rows = await db.selectFrom('subscriptions').select('list').where('subscriber', '=', id).execute();
    return { ...person, lists: rows.map(({ list }) => list) };
  });
}
