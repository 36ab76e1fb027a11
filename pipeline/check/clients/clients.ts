import { canIEmail } from './can-i-email.ts';

/** Whether a list of families (`outlook`) and programs (`outlook.windows`) includes a program. */
export function reaches(named: readonly string[], client: string): boolean {
  return named.some((name) => client === name || client.startsWith(`${name}.`));
}

/** Describes programs in words: "Gmail (iOS, Android)" and "Outlook (Windows)". */
export function nameOfClients(clients: readonly string[]): string[] {
  const families = Map.groupBy(clients, (client) => client.split('.')[0] ?? '');
  return [...families].map(([family, members]) => {
    const platforms = members.map((client) => client.slice(family.length + 1));
    const names = platforms.map((platform) => canIEmail.platform[platform] ?? platform);
    return `${canIEmail.family[family] ?? family} (${names.join(', ')})`;
  });
}

/** All families and programs in the data. */
export const knownClients: ReadonlySet<string> = new Set(
  Object.values(canIEmail.features)
    .flatMap(({ no, partly }) => [...no, ...partly])
    .flatMap((client) => [client, client.split('.')[0] ?? client]),
);
