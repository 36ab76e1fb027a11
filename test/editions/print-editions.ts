import { createHash } from 'node:crypto';
import { publish, repository } from './publish.ts';

// Prints what this repository's editions are made of, for a comparison between machines that are set otherwise.
const { issues } = await publish(repository, repository);
const editions = issues.map(({ issue, editions, pictures }) => ({
  slug: issue.slug,
  editions: editions.map(({ edition }) => edition),
  pictures: pictures.map(({ path, bytes }) => [path, createHash('sha256').update(bytes).digest('hex')]),
}));
process.stdout.write(JSON.stringify(editions));
