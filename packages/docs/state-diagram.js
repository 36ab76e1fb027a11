import { drawSvg } from './draw-svg.js';

/** A state diagram of Mermaid, which GitHub draws itself, as a picture for the site. */
export function stateDiagram(source) {
  const arrows = [...source.matchAll(/^\s*(\S+) --> (\S+?)(?:: (.*))?$/gm)].map(
    ([, from, to, label = '']) => {
      const name = (state) => (state === '[*]' ? 'start' : state);
      const lines = label.replaceAll(/(.{9,}?) /g, '$1\n');
      return `  ${name(from)} -> ${name(to)} [label=${JSON.stringify(lines)}]`;
    },
  );
  const dot = [
    'digraph states {',
    '  graph [bgcolor=transparent, pad=0.2, nodesep=0.4]',
    '  node [shape=box, style=rounded, fontname="sans-serif", fontsize=14, margin="0.18,0.05", height=0.4]',
    '  edge [arrowsize=0.6, fontname="sans-serif", fontsize=12]',
    '  start [shape=circle, label="", width=0.15, height=0.15, style=filled]',
    ...arrows,
    '}',
  ].join('\n');
  const svg = Buffer.from(drawSvg(dot, 'States and their transitions')).toString('base64');
  return `<p><img src="data:image/svg+xml;base64,${svg}" alt="The states and their transitions; the table below explains them"></p>`;
}
