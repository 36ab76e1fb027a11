import { error } from './entry.ts';

/** Problems of the studio. */
export const studioCodes = {
  'studio-password': error((data: { host: string }) => ({
    message: `On ${data.host}, other machines can reach the studio, and it can write files.`,
    hint: 'Set STUDIO_PASSWORD to 12 characters or more, not all the same, and put TLS in front of the studio; or remove --host.',
  })),
  'studio-send': error((data: { host: string }) => ({
    message: `On ${data.host}, other machines can reach the studio, and --send would let them resume a dispatch.`,
    hint: 'Remove --host or --send. To send, run "courant studio --send" or "courant send" on the machine itself.',
  })),
  'studio-outside': error((data: { file: string }) => ({
    message: `"${data.file}" is behind a link that leads out of the publication, so the studio did not write it.`,
    hint: 'Replace the link with the folder itself, or edit the file in an editor.',
  })),
  'studio-block': error(() => ({
    message: 'This block cannot be edited here, because the file does not say clearly what kind it is.',
    hint: 'Fix the block in your editor: "courant check" explains it. It can still be moved and removed here.',
  })),
  'picture-unreadable': error((data: { name: string; reason: string }) => ({
    message: `"${data.name}" cannot be used as a picture: ${data.reason}.`,
    hint: 'Save it as JPEG or PNG, with at most 100 megapixels, and add it again.',
  })),
  'picture-heic': error((data: { name: string }) => ({
    message: `"${data.name}" is a HEIC file, which Courant cannot read.`,
    hint: 'Export it as JPEG. On an iPhone, Settings > Camera > Formats > Most Compatible takes new photographs as JPEG.',
  })),
  'picture-unsafe': error((data: { name: string; found: string }) => ({
    message: `"${data.name}" is not only a drawing: it has ${data.found}.`,
    hint: 'Export it as a plain SVG without links and scripts, or as PNG.',
  })),
  'picture-unknown': error((data: { file: string }) => ({
    message: `There is no picture "${data.file}" in this issue.`,
    hint: 'Somebody may have removed it. Load the page again.',
  })),
  'picture-used': error((data: { file: string }) => ({
    message: `"${data.file}" may be in use, so the studio kept it.`,
    hint: 'Remove the blocks that name it in every language, and fix files that cannot be read.',
  })),
  'intake-too-large': error((data: { most: number }) => ({
    message: `This text has more than ${data.most.toLocaleString('en')} elements, which is too much to paste at once.`,
    hint: 'Paste it in parts, or only what belongs in the issue.',
  })),
  'studio-changed': error((data: { file: string }) => ({
    message: `"${data.file}" has changed in the meantime, so the studio changed nothing.`,
    hint: 'Look at the text as it is now, and repeat the change if it is still needed.',
  })),
  'studio-unwritten': error((data: { reason: string }) => ({
    message: `The studio cannot write its files: ${data.reason}. Nothing was changed.`,
    hint: 'Free space on the disk, or allow the studio to write to content/ and .courant/. The page keeps your words until then.',
  })),
  'revision-unknown': error((data: { revision: string }) => ({
    message: `git has no revision "${data.revision}" here.`,
    hint: 'Name a commit, a branch or a tag. A shallow clone has only the latest commit; fetch-depth: 0 fetches all of them.',
  })),
  'issue-running': error((data: { issue: string }) => ({
    message: `"${data.issue}" is being sent, so it cannot be renamed now.`,
    hint: 'Pause the dispatch, or wait until it has ended, and rename the issue then.',
  })),
  'issue-dispatched': error((data: { issue: string; transport: string; date: string }) => ({
    message: `"${data.issue}" was dispatched by ${data.transport} on ${data.date}, so it cannot be deleted.`,
    hint: 'Withdraw it instead. Its page then says so, and nobody gets it any more.',
  })),
  'draft-dispatched': error(
    (data: { issue: string; locale: string | undefined; transport: string; date: string }) => ({
      message: `${data.locale === undefined ? '' : `The edition in "${data.locale}" of `}"${data.issue}" was dispatched by ${data.transport} on ${data.date}, so it cannot become a draft.`,
      hint: `Write a correction, or withdraw the issue. "courant hold ${data.issue}" stops a dispatch that has not ended.`,
    }),
  ),
  'ledger-silent': error((data: { issue: string; reason: string }) => ({
    message: `The database cannot be read, so the studio cannot tell whether "${data.issue}" was sent: ${data.reason}`,
    hint: 'Start the database, or correct DATABASE_URL, and try again. Nothing was changed.',
  })),
  'correction-unknown': error((data: { issue: string; number: number }) => ({
    message: `"${data.issue}" has no correction ${data.number}.`,
    hint: 'Somebody may have removed it in the file. Load the page again.',
  })),
  'trash-unknown': error((data: { name: string }) => ({
    message: `The trash has no issue "${data.name}".`,
    hint: 'Somebody may have restored it already. Load the page again.',
  })),
  'plan-changed': error((data: { issue: string }) => ({
    message: `The plan for "${data.issue}" has changed since you saw it, so nothing was sent.`,
    hint: 'Look at the new numbers, and confirm them.',
  })),
  'plan-empty': error((data: { issue: string }) => ({
    message: `Nobody would get "${data.issue}" now, so nothing was sent.`,
    hint: 'Everybody has it already, or nobody is subscribed to its lists.',
  })),
  'studio-failed': error((data: { reason: string }) => ({
    message: `The studio failed: ${data.reason}.`,
    hint: 'Restart the studio; everything that it keeps is in files. If this happens again, report it as a bug.',
  })),
};
