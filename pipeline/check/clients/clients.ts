import { canIEmail } from './can-i-email.ts';

/** Whether a program is among those that are named by family (`outlook`) or one by one (`outlook.windows`). */
export function reaches(named: readonly string[], client: string): boolean {
  return named.some((name) => client === name || client.startsWith(`${name}.`));
}

/** Programs as a person reads them: "Gmail (iOS, Android) and Outlook (Windows)". */
export function nameOfClients(clients: readonly string[]): string[] {
  const families = Map.groupBy(clients, (client) => client.split('.')[0] ?? '');
  return [...families].map(([family, members]) => {
    const platforms = members.map((client) => client.slice(family.length + 1));
    const names = platforms.map((platform) => canIEmail.platform[platform] ?? platform);
    return `${canIEmail.family[family] ?? family} (${names.join(', ')})`;
  });
}

/** All families and programs that there is data for. */
export const knownClients: ReadonlySet<string> = new Set(
  Object.values(canIEmail.features)
    .flatMap(({ no, partly }) => [...no, ...partly])
    .flatMap((client) => [client, client.split('.')[0] ?? client]),
);
