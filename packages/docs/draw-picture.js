import { writeFile } from 'node:fs/promises';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { readRooms, reduceArrows, toDot } from './architecture.ts';

/** Draws the rooms of the pipeline and their imports into `docs/images/architecture.svg`. */
const graphviz = await Graphviz.load();
const drawn = graphviz.dot(toDot(reduceArrows(readRooms())), 'svg');
await writeFile(new URL('../../docs/images/architecture.svg', import.meta.url), withColours(drawn));

/** The picture in the colours of the page, light or dark, without what Graphviz says about itself. */
function withColours(svg) {
  const style = `<style>
svg { background: #fff }
.room path { fill: #f3f1ec; stroke: #1d1d1b }
.arrow path, .arrow polygon { stroke: #63605a }
.arrow polygon { fill: #63605a }
text { fill: #1d1d1b }
@media (prefers-color-scheme: dark) {
  svg { background: #1c1c1a }
  .room path { fill: #121211; stroke: #ecebe7 }
  .arrow path, .arrow polygon { stroke: #a8a49b }
  .arrow polygon { fill: #a8a49b }
  text { fill: #ecebe7 }
}
</style>`;
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--.*?-->\n?/gs, '')
    .replace(/(<svg[^>]*>)/, `$1\n<title>The rooms of the pipeline</title>\n${style}`);
}
