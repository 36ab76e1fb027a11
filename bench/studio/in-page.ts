// Scripts for the page of the studio. The page forbids `eval`, so each of them looks at every frame until it has
// found what it waits for. It rejects after a time, so that the bench always ends.

/** Resolves when a preview is on the page. Rejects after two minutes. */
export const untilPreview = `new Promise((resolve, reject) => {
  const last = Date.now() + 120_000;
  const shows = () => [...document.querySelectorAll('edition-frame iframe')].some(
    (frame) => frame.contentDocument?.querySelector('h1'));
  const fail = () => reject(new Error('The page shows no preview.'));
  const look = () => requestAnimationFrame(shows() ? resolve : Date.now() > last ? fail : look);
  look();
})`;

/** Resolves when the list shows the states of this many issues. Rejects after two minutes. */
export const untilStates = `(count) => new Promise((resolve, reject) => {
  const last = Date.now() + 120_000;
  const rows = () => [...document.querySelectorAll('ul.issues > li')];
  const known = () => rows().filter((row) => row.querySelector('.state')).length;
  const shows = () => rows().length === count && known() === count;
  const fail = () => reject(new Error(\`The list has \${rows().length} issues, and the states of \${known()}.\`));
  const look = () => requestAnimationFrame(shows() ? resolve : Date.now() > last ? fail : look);
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
