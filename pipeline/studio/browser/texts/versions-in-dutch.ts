import type { ProblemTexts } from './problem-texts.ts';
import { knownReason } from './reasons-in-dutch.ts';

/** The problems of the versions in git. In English, they have the words of the command line. */
export const versionsInDutch: Required<Pick<ProblemTexts, GitCode>> = {
  'git-missing': () => ({
    message: 'Git is hier niet geïnstalleerd, dus de studio kan geen versies bewaren.',
    hint: 'Installeer git van git-scm.com en start de studio opnieuw. Al het andere werkt ook zonder git.',
  }),
  'git-no-repository': ({ isBare }) =>
    isBare
      ? {
          message: 'Deze git-repository is “bare”: er zijn versies, maar geen bestanden om in te werken.',
          hint: 'Kloon de repository en open de studio in de kloon.',
        }
      : {
          message: 'De publicatie staat niet in een git-repository, dus de studio kan geen versies bewaren.',
          hint: 'Voer in de map “git init”, “git add --all” en “git commit” uit. Al het andere werkt ook zonder git.',
        },
  'git-detached': () => ({
    message: 'Er is geen branch uitgecheckt. Een nieuwe versie zou nergens bij horen en kan verloren gaan.',
    hint: 'Voer “git switch main” uit, of “git switch --create <naam>” voor een nieuwe branch, en probeer het opnieuw.',
  }),
  'git-unfinished': ({ command }) => ({
    message: `Iemand is hier met “git ${command}” begonnen en heeft dat niet afgemaakt.`,
    hint:
      command === 'bisect'
        ? 'Voer “git bisect reset” uit en probeer het opnieuw.'
        : `Bekijk met “git status” wat er nog moet gebeuren. Voer dan “git ${command} --continue” of “git ${command} --abort” uit.`,
  }),
  'git-locked': ({ file }) => ({
    message: `Een ander programma is hier bezig met git, of een onderbroken programma heeft het bestand “${file}” achtergelaten.`,
    hint: 'Wacht even en probeer het opnieuw. Verwijder het bestand als geen enkel programma hier git gebruikt.',
  }),
  'git-submodule': ({ path }) => ({
    message: `“${path}” is zelf een git-repository, dus de bestanden daarin kunnen niet in een versie van deze repository.`,
    hint: 'Bewaar versies daarvan met git in die map.',
  }),
  'git-author': () => ({
    message: 'Git weet niet wie de auteur van deze versie is.',
    hint: 'Vul een naam en een adres in, of stel ze in met “git config user.name” en “git config user.email”.',
  }),
  'git-unchanged': ({ issue }) => ({
    message: `De bestanden van “${issue}” zijn dezelfde als in de laatste versie.`,
    hint: `Blijven ze gemarkeerd, dan wijkt alleen de index van git af: voer “git restore --staged content/${issue}” uit.`,
  }),
  'git-refused': ({ task, said }) => ({
    message: `${taskOf(task)} is geweigerd door git of door een hook van deze repository${saying(said)}`,
    hint: 'Los op wat er genoemd wordt en probeer het opnieuw. De bestanden zijn niet gewijzigd.',
  }),
  'git-timeout': ({ task, seconds }) => ({
    message: `${taskOf(task)} duurde langer dan ${seconds} seconden. De studio heeft git daarom gestopt.`,
    hint: 'Doe hetzelfde met git in een terminal: misschien wacht git op een wachtwoord of op een trage hook.',
  }),
  'git-no-remote': () => ({
    message: 'Deze repository heeft geen remote die de studio kan kiezen.',
    hint: 'Voer “git remote add origin <adres>” uit. Zijn er meer remotes, kies er dan een: “git push --set-upstream <remote> HEAD”.',
  }),
  'git-unreachable': ({ remote, said }) => ({
    message: `Git kon geen versies uitwisselen met “${remote}”${saying(said)}`,
    hint: `De studio vraagt niet om een wachtwoord. Is het inloggen mislukt, voer dan “git fetch ${remote}” uit in een terminal, log daar in en probeer het opnieuw.`,
  }),
  'git-diverged': ({ remote, branch, ahead, behind }) => ({
    message: `${remote} heeft ${versions(behind)} die hier ontbreken, en hier zijn ${versions(ahead)} die op ${remote} ontbreken. Alleen een merge kan ze samenvoegen, en dat doet de studio niet.`,
    hint: `Voer “git pull --no-rebase ${remote} ${branch}” uit in een terminal. Meldt git conflicten, verbeter dan de gemarkeerde regels en voer “git commit --all” uit. Wissel daarna opnieuw versies uit.`,
  }),
  'git-unrelated': ({ remote, branch }) => ({
    message: `“${branch}” op ${remote} en de versies op deze computer hebben geen enkele commit gemeen.`,
    hint: 'Kijk met “git remote --verbose” of het adres bij deze publicatie hoort.',
  }),
  'git-in-the-way': ({ remote, said }) => ({
    message: `${remote} heeft nieuwe versies van bestanden die hier gewijzigd zijn en niet als versie zijn bewaard: ${said}`,
    hint: 'Er is niets overschreven. Bewaar de wijzigingen als versie zonder uit te wisselen en doe daarna een merge in een terminal, of maak ze ongedaan.',
  }),
  'git-not-here': () => ({
    message:
      'Andere computers kunnen deze studio bereiken. Daarom wisselt de studio geen versies uit met een remote.',
    hint: 'Bewaar de versie hier. Iemand op de computer zelf kan daarna “git push” uitvoeren.',
  }),
};

type GitCode = Extract<keyof ProblemTexts, `git-${string}`>;

/** What git said, as it came, at the end of a sentence. */
function saying(said: string): string {
  const known = knownReason(said);
  if (known !== undefined) return `: ${known}.`;
  return said === '' ? ', zonder opgaaf van reden.' : `. Git meldt: “${said}”`;
}

/** What git was doing, at the start of a sentence. */
function taskOf(task: string): string {
  const [, remote] = /^send versions to (.+)$/.exec(task) ?? [];
  if (remote !== undefined) return `Het versturen van versies naar ${remote}`;
  return tasks[task] ?? task;
}

const tasks: Readonly<Record<string, string>> = {
  'save this version': 'Het bewaren van deze versie',
  'open the repository': 'Het openen van de repository',
  'read the changes': 'Het lezen van de wijzigingen',
  'fetch versions': 'Het ophalen van versies',
  'receive versions': 'Het ontvangen van versies',
  'send versions': 'Het versturen van versies',
};

const versions = (count: number) => (count === 1 ? '1 versie' : `${count} versies`);
