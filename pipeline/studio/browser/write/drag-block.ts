import { Plugin, PluginKey } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { dropBlock } from './move-block.ts';

/** The position of the block that is being dragged. */
const dragged = new PluginKey<number | undefined>('dragged');

/** Begins to drag a block by its handle. */
export function dragBlock(
  view: EditorView,
  event: DragEvent,
  picture: Element,
  pos: number | undefined,
): void {
  if (pos === undefined || event.dataTransfer === null) return;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', '');
  event.dataTransfer.setDragImage(picture, 0, 0);
  view.dispatch(view.state.tr.setMeta(dragged, pos));
}

/** Shows where a dragged block would be put, and moves it there. */
export function dragging(): Plugin<number | undefined> {
  const line = document.createElement('div');
  line.className = 'drop-line';
  const hide = (view: EditorView) => {
    line.remove();
    if (dragged.getState(view.state) !== undefined) view.dispatch(view.state.tr.setMeta(dragged, null));
  };
  return new Plugin<number | undefined>({
    key: dragged,
    state: {
      init: () => undefined,
      apply: (tr, pos) => {
        const now: number | null | undefined = tr.getMeta(dragged);
        if (now !== undefined) return now ?? undefined;
        return pos === undefined ? undefined : tr.mapping.map(pos);
      },
    },
    props: {
      handleDOMEvents: {
        dragover: (view, event) => {
          if (dragged.getState(view.state) === undefined) return false;
          event.preventDefault();
          const place = placeAt(view, event);
          if (place) {
            line.style.top = `${place.top}px`;
            view.dom.parentElement?.append(line);
          }
          return true;
        },
        drop: (view, event) => {
          const from = dragged.getState(view.state);
          if (from === undefined) return false;
          event.preventDefault();
          const place = placeAt(view, event);
          hide(view);
          if (place) view.dispatch(dropBlock(view.state.tr, from, place.pos).scrollIntoView());
          view.focus();
          return true;
        },
        dragend: (view) => {
          hide(view);
          return false;
        },
      },
    },
  });
}

/** The place between two blocks of the same list that is nearest to the pointer. */
function placeAt(
  view: EditorView,
  event: DragEvent,
): { readonly pos: number; readonly top: number } | undefined {
  const from = dragged.getState(view.state);
  if (from === undefined) return undefined;
  const $from = view.state.doc.resolve(from);
  const { parent } = $from;
  const start = $from.start();
  const frame = view.dom.parentElement?.getBoundingClientRect();
  let best: { pos: number; top: number; distance: number } | undefined;
  const consider = (pos: number, y: number) => {
    const distance = Math.abs(y - event.clientY);
    if (best === undefined || distance < best.distance) best = { pos, top: y - (frame?.top ?? 0), distance };
  };
  parent.forEach((node, offset) => {
    const dom = view.nodeDOM(start + offset);
    if (!(dom instanceof Element)) return;
    const { top, bottom } = dom.getBoundingClientRect();
    consider(start + offset, top);
    consider(start + offset + node.nodeSize, bottom);
  });
  return best;
}
