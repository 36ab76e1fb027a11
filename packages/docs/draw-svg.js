import { Graphviz } from '@hpcc-js/wasm-graphviz';

const graphviz = await Graphviz.load();

const style = `<style>
svg { background: #fff }
.node path { fill: #f3f1ec; stroke: #1d1d1b }
.node ellipse { fill: #1d1d1b }
.edge path, .edge polygon { stroke: #63605a }
.edge polygon { fill: #63605a }
text { fill: #1d1d1b }
@media (prefers-color-scheme: dark) {
  svg { background: #1c1c1a }
  .node path { fill: #121211; stroke: #ecebe7 }
  .node ellipse { fill: #ecebe7 }
  .edge path, .edge polygon { stroke: #a8a49b }
  .edge polygon { fill: #a8a49b }
  text { fill: #ecebe7 }
}
</style>`;

/** Draws a graph in the language of Graphviz as SVG, light and dark, without what Graphviz says about itself. */
export function drawSvg(dot, title) {
  const svg = graphviz.dot(dot, 'svg');
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--.*?-->\n?/gs, '')
    .replace(/(<svg[^>]*>)/, `$1\n<title>${title}</title>\n${style}`);
}
