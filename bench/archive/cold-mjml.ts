import { readFileSync } from 'node:fs';
import mjml from 'mjml';

// Compiles a number of editions with MJML alone, in a process that begins cold: node cold-mjml.ts <file> <number>. The
// file has the MJML of editions, which are taken again from the first one if there are too few.
const [file = '', number = ''] = process.argv.slice(2);
const sources = JSON.parse(readFileSync(file, 'utf8')) as readonly string[];
for (let at = 0; at < Number(number); at++)
  await mjml(sources[at % sources.length] ?? '', {
    validationLevel: 'soft',
    keepComments: false,
    fonts: {},
  });
