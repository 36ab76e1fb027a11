import { choice, choose } from '../route.ts';
import { EditionFrame } from './edition-frame.ts';
import { drawGutter } from './gutter.ts';
import { widthInPixels } from './toolbar.ts';

/** The stages on the page. They are laid out again when the width or the zoom changes. */
const stages = new Set<HTMLElement>();

/** Lays a stage out when it appears, and again when its size changes. */
export function fitFrame(stage: Element | undefined): void {
  if (!(stage instanceof HTMLElement) || stages.has(stage)) return;
  stages.add(stage);
  const observer = new ResizeObserver(() => (stage.isConnected ? layOut(stage) : forget()));
  const forget = () => {
    stages.delete(stage);
    observer.disconnect();
  };
  observer.observe(stage);
  const handle = stage.querySelector<HTMLElement>('.handle');
  handle?.addEventListener('pointerdown', (event) => drag(event, stage));
  handle?.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose({ width: String(widthInPixels() + step) });
  });
}

/** Lays out all stages again after the person has chosen another width or zoom. */
export function fitAllFrames(): void {
  for (const stage of stages) if (stage.isConnected) layOut(stage);
}

const margin = 44;

/** Sets the width of the screen, and the chosen zoom or the one at which the screen fits. */
function layOut(stage: HTMLElement): void {
  const screen = stage.querySelector<HTMLElement>('.screen');
  const frame = stage.querySelector('edition-frame');
  if (!screen || !(frame instanceof EditionFrame)) return;
  const room = stage.clientWidth - margin;
  // A desktop screen fills the available width, but is never narrower than a small window.
  const wanted = choice('width') === 'desktop' ? Math.max(640, Math.min(1024, room)) : widthInPixels();
  const zoom = choice('zoom') === 'fit' ? Math.min(1, room / wanted) : Number(choice('zoom')) / 100;
  screen.style.width = `${wanted * zoom}px`;
  frame.style.width = `${wanted}px`;
  frame.style.height = `${stage.clientHeight / zoom}px`;
  frame.style.transform = zoom === 1 ? '' : `scale(${zoom})`;
  frame.dataset['zoom'] = String(zoom);
  drawGutter(frame);
}

function drag(event: PointerEvent, stage: HTMLElement): void {
  const handle = event.currentTarget as HTMLElement;
  const frame = stage.querySelector<HTMLElement>('edition-frame');
  const zoom = Number(frame?.dataset['zoom'] ?? 1);
  const [start, before] = [event.clientX, frame?.offsetWidth ?? 0];
  handle.setPointerCapture(event.pointerId);
  const move = ({ clientX }: PointerEvent) => {
    // The screen is centred, so it grows on both sides by the distance of the pointer.
    const width = Math.round(before + ((clientX - start) * 2) / zoom);
    choose({ width: String(Math.min(1600, Math.max(280, width))) });
  };
  const end = () => {
    handle.removeEventListener('pointermove', move);
    handle.removeEventListener('pointerup', end);
  };
  handle.addEventListener('pointermove', move);
  handle.addEventListener('pointerup', end);
}
