import { type CropBox, moveBox, moveSide, type Point, pointIn, type Side, sides } from './crop-box.ts';

interface Dragged {
  readonly box: CropBox;
  readonly focus: Point | undefined;
}

interface Change {
  readonly box?: CropBox;
  readonly focus?: Point;
  /** The side that moved. At a corner, the left or the right one. */
  readonly moved?: Side;
}

/**
 * Follows a pointer that was pressed in the frame of a picture, until it is released. What it drags is in
 * `data-drag`: the part, a side or a corner of it, or the focus.
 */
export function dragInFrame(event: PointerEvent, start: Dragged, show: (change: Change) => void): void {
  const frame = event.currentTarget as HTMLElement;
  const what = (event.target as HTMLElement).dataset['drag'];
  if (what === undefined || event.button !== 0) return;
  const { width, height } = frame.getBoundingClientRect();
  const onMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    if (pointerId !== event.pointerId) return;
    const x = ((clientX - event.clientX) / width) * 100;
    const y = ((clientY - event.clientY) / height) * 100;
    show(changeOf(what, start, x, y));
  };
  const ended = new AbortController();
  const { signal } = ended;
  const end = () => ended.abort();
  frame.setPointerCapture(event.pointerId);
  frame.addEventListener('pointermove', onMove, { signal });
  frame.addEventListener('pointerup', end, { signal });
  frame.addEventListener('pointercancel', end, { signal });
}

function changeOf(what: string, { box, focus }: Dragged, x: number, y: number): Change {
  if (what === 'move') return { box: moveBox(box, x, y) };
  if (what === 'focus') return focus ? { focus: pointIn({ x: focus.x + x, y: focus.y + y }, box) } : {};
  const moved = sides.filter((side) => what.split('-').includes(side));
  const next = moved.reduce((now, side) => moveSide(now, side, distanceOf(box, side, x, y)), box);
  const across = moved.find((side) => side === 'left' || side === 'right') ?? moved[0];
  return { box: next, ...(across && { moved: across }) };
}

/** The distance of a side from that of the picture after a move. */
function distanceOf({ left, top, width, height }: CropBox, side: Side, x: number, y: number): number {
  return { top: top + y, left: left + x, right: 100 - left - width - x, bottom: 100 - top - height - y }[
    side
  ];
}
