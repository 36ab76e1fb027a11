import { writeFile } from 'node:fs/promises';
import { readRooms, reduceArrows, toDot } from './architecture.ts';
import { drawSvg } from './draw-svg.js';

/** Draws the rooms of the pipeline and their imports into `docs/images/architecture.svg`. */
const picture = new URL('../../docs/images/architecture.svg', import.meta.url);
await writeFile(picture, drawSvg(toDot(reduceArrows(readRooms())), 'The rooms of the pipeline'));
