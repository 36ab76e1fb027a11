/**
 * Words in the names of programs that are not readers: crawlers, mail scanners, monitors, previews of chat
 * programs, and libraries. A crawler that gives itself the name of a browser counts as a reader.
 */
const words = [
  'bot',
  'crawl',
  'spider',
  'slurp',
  'scan',
  'monitor',
  'uptime',
  'preview',
  'fetch',
  'archiver',
  'feed',
  'headless',
  'lighthouse',
  'validator',
  'checker',
  'facebookexternalhit',
  'whatsapp',
  'curl/',
  'wget/',
  'python',
  'java/',
  'okhttp',
  'go-http-client',
  'node',
  'undici',
  'axios',
  'libwww',
  'httpclient',
  'courant',
];
const pattern = new RegExp(words.join('|'), 'i');

/** Whether a program, by its name, is not a person's browser. Browsers begin their names with "Mozilla/". */
export function isBot(agent: string): boolean {
  return !/^(?:Mozilla|Opera)\//.test(agent) || pattern.test(agent);
}
