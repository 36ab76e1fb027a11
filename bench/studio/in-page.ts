// Scripts for the page of the studio. The page forbids `eval`, so each of them looks at every frame until it has
// found what it waits for.

/** Resolves when a preview is on the page. */
export const untilPreview = `new Promise((resolve) => {
  const shows = () => [...document.querySelectorAll('edition-frame iframe')].some(
    (frame) => frame.contentDocument?.querySelector('h1'));
  const look = () => requestAnimationFrame(shows() ? resolve : look);
  look();
})`;

/** Resolves when the list shows the states of this many issues. */
export const untilStates = `(count) => new Promise((resolve) => {
  const shows = () => {
    const rows = [...document.querySelectorAll('ul.issues > li')];
    return rows.length === count && rows.every((row) => row.querySelector('.state'));
  };
  const look = () => requestAnimationFrame(shows() ? resolve : look);
  look();
})`;

/** The lengths of 20 frames in milliseconds. */
export const frames = `new Promise((resolve) => {
  const times = [];
  const next = (time) => {
    times.push(time);
    if (times.length > 20) resolve(times.slice(1).map((each, at) => each - times[at]));
    else requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

/** The times at which the page learns of a change, and at which the token is on the screen. */
export interface Seen {
  readonly told: number;
  readonly shown: number;
}

/** Rejects if the token does not appear within a minute. */
export const watch = `(token) => new Promise((resolve, reject) => {
  const last = Date.now() + 60_000;
  let told = 0;
  const channel = new BroadcastChannel('studio-events');
  channel.onmessage = ({ data }) => { if (data.event?.kind === 'changed') told ||= Date.now(); };
  const shows = () => [...document.querySelectorAll('edition-frame iframe')].some(
    (frame) => frame.contentDocument?.body?.textContent.includes(token));
  const fail = () => reject(new Error(token + ' does not appear: the file may no longer have the text to change.'));
  const end = () => { channel.close(); resolve({ told, shown: Date.now() }); };
  const look = () => requestAnimationFrame(shows() ? end : Date.now() > last ? fail : look);
  look();
})`;
