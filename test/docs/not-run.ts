/** The commands of the documentation that its test only parses, each with the reason. */
export const notRun: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^courant studio\b/, 'it serves pages until somebody stops it; test/studio starts it'],
  [/^courant serve\b/, 'it serves pages until somebody stops it; test/server starts it'],
  [/^courant work\b/, 'it waits until somebody stops it; test/work starts it'],
  [/^courant check --watch/, 'it waits for changes; test/commands/check-watch.test.ts'],
  [/^courant check .*--browser/, 'it starts a browser; test/check/browser.test.ts'],
  [/^courant check .*--online/, 'it requests addresses of the internet; test/check/online.test.ts'],
  [/^courant check .*--spelling/, 'it needs dictionaries in the publication; test/check/spelling.test.ts'],
  [
    /^courant send .*--(?:test|skip-public-check)/,
    'it needs a mail server; test/commands/send-by-smtp.test.ts',
  ],
  [/^courant doctor\b/, 'it asks the DNS; test/doctor'],
  [/^courant feedback undo/, 'it needs an event that came back; test/feedback'],
  [/^courant report .*--log/, 'it reads the log of a web server; test/commands/report.test.ts'],
  [/^courant receive\b/, 'it reads a mail from its standard input; test/feedback'],
  [/^courant store copy/, 'it needs PostgreSQL; test/store'],
  [/^courant build .*--against/, 'it compares with a commit of git; test/workflows'],
  [/^courant subscribers export (?!--out)/, 'it writes past the terminal; test/subscribers'],
  [/^courant init(?!.*--yes)/, 'it asks questions on a terminal; test/commands/init.test.ts'],
  [/^npm (?:ci|cit|install|update)\b/, 'it installs from the registry; test/package installs the tarball'],
  [/^npm create\b/, 'it installs from the registry; the options are parsed as those of courant init'],
  [/^npm start\b/, 'test/commands/rehearse.test.ts runs it, and test/studio the studio'],
  [/^npm (?:test|run|pack)\b/, 'it takes minutes, or is this test itself; its script must exist'],
  [/^npx playwright-core\b/, 'it downloads a browser'],
];

/** The outputs that the documentation shows and its test does not compare, each with the reason. */
export const notCompared: readonly (readonly [command: string, reason: string])[] = [
  ['npm start', 'test/commands/rehearse.test.ts compares it'],
  ['courant subscribers list --state unconfirmed', 'it needs sign-ups from the form; test/server has them'],
];
