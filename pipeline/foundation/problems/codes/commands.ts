import { error } from './entry.ts';

/** Reasons why a command refuses to do its work. */
export const commandCodes = {
  'issue-exists': error((data: { slug: string }) => ({
    message: `The issue "${data.slug}" already exists.`,
    hint: 'Choose another name, or edit the existing issue.',
  })),
  'disk-failed': error((data: { file: string | undefined; reason: string }) => ({
    message: `${data.file === undefined ? 'A file' : `"${data.file}"`} cannot be read or written: ${data.reason}.`,
    hint: 'Free some space, or give this user the right to read and write there. Then run the command again.',
  })),
  'state-deleted': error((data: { file: string }) => ({
    message: `"${data.file}" was deleted while the command was using it.`,
    hint: 'Run the command again. Before you delete the folder, end all commands that use it.',
  })),
  'command-ended': error((data: { file: string | undefined }) => ({
    message:
      data.file === undefined
        ? 'The command ended before its work was done: it waited for something that could no longer happen.'
        : `"${data.file}" ended the command before its work was done: it calls "process.exit".`,
    hint: 'Look for an "await" that never ends, or for "process.exit", in the extensions of the publication and in the packages that they import.',
  })),
  'log-unreadable': error((data: { file: string; reason: string }) => ({
    message: `The log "${data.file}" cannot be read: ${data.reason}.`,
    hint: 'Name a log of the web server in the common or combined format, compressed with gzip or not.',
  })),
  'issue-not-ready': error((data: { slug: string | undefined }) => ({
    message:
      data.slug === undefined
        ? 'No issue is ready to send.'
        : `The issue "${data.slug}" is not ready to send.`,
    hint: 'Set "status: ready" in its source when it may go out.',
  })),
  'issue-withdrawn': error((data: { issue: string }) => ({
    message: `The issue "${data.issue}" was withdrawn and cannot be sent.`,
    hint: 'Remove "withdrawn" from its source to send it after all.',
  })),
  'issue-held': error((data: { issue: string; by: 'file' | 'name' }) => ({
    message:
      data.by === 'file'
        ? `The source of "${data.issue}" says "hold: true", so the issue cannot be sent.`
        : `The mail of "${data.issue}" is held and cannot be sent.`,
    hint:
      data.by === 'file'
        ? 'Delete "hold: true" from its source, and publish its page, before you send it.'
        : `Run "courant release ${data.issue}" to release it.`,
  })),
  'issue-expired': error((data: { issue: string; expired: string }) => ({
    message: `The issue "${data.issue}" expired at ${data.expired} and cannot be sent.`,
    hint: 'Set "expires" in its source to a later moment to send it after all.',
  })),
  'dispatch-none': error((data: { issue: string; transport: string }) => ({
    message: `The issue "${data.issue}" has no dispatch by ${data.transport}.`,
    hint: 'Send it with "courant send". "courant status" lists all dispatches.',
  })),
  'dispatch-cancelled': error((data: { issue: string }) => ({
    message: `The dispatch of "${data.issue}" was cancelled and cannot be resumed.`,
    hint: 'Send a correction (--correction). It is a new dispatch and goes to everybody.',
  })),
  'edition-unknown': error((data: { locale: string; issue: string; known: readonly string[] }) => ({
    message: `The issue "${data.issue}" has no edition in "${data.locale}".`,
    hint: `Choose one of its editions: ${data.known.join(', ')}.`,
  })),
  'secret-missing': error(() => ({
    message: 'COURANT_SECRET is not set. It signs the unsubscribe links.',
    hint: 'Set it to at least 32 random characters and keep it: links in sent mail need the same secret.',
  })),
  'pull-failed': error((data: { reason: string }) => ({
    message: `"git pull --ff-only" failed, so no run was started: ${data.reason}`,
    hint: 'Commit or discard the changes that were made here by hand, and check that this machine can read the repository. Courant tries again automatically.',
  })),
  'package-missing': error((data: { name: string; purpose: string }) => ({
    message: `${data.purpose} needs the package "${data.name}", which is not installed.`,
    hint: `Install it in the publication: npm install ${data.name}`,
  })),
  'browser-missing': error((data: { path?: string | undefined }) => ({
    message:
      data.path === undefined
        ? '--browser needs a browser, but none was found on this machine.'
        : `CHROMIUM_PATH names "${data.path}", but there is no such file.`,
    hint: 'Install one in the publication: npx playwright-core install --with-deps --only-shell chromium. Or set CHROMIUM_PATH to the path of a Chromium or Google Chrome.',
  })),
  'browser-failed': error((data: { reason: string }) => ({
    message: `The browser that --browser uses failed: ${data.reason}`,
    hint: 'Start that browser by hand to see what it lacks, set CHROMIUM_PATH to another one, or check without --browser.',
  })),
  'public-unreachable': error(
    (data: { address: string; reason: string; publicFrom?: string | undefined }) => ({
      message: `The mail links to ${data.address}, which cannot be reached (${data.reason}).`,
      hint:
        data.publicFrom === undefined
          ? 'Publish the archive first, or skip this check with --skip-public-check.'
          : `Its page is not public before ${data.publicFrom}: give the issue an earlier date or "sendAt", and publish the archive.`,
    }),
  ),
  'not-confirmed': error((data: { question: string; wasAsked: boolean }) => ({
    message: `${data.wasAsked ? 'You did not confirm' : 'There is no terminal to ask on'}: ${data.question}`,
    hint: data.wasAsked ? 'Nothing was done.' : 'Add --yes when the answer is yes. Nothing was done.',
  })),
};
