import type { Detector } from './foreign-language.ts';

let loaded: Promise<Detector> | undefined;

/** Loads the detector once: that takes a third of a second and 54 MB, so it is loaded when there is a text to detect. */
export function loadDetector(): Promise<Detector> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Detector> {
  const { eld } = await import('eld/small');
  return {
    languages: new Set(Object.values(eld.info().Languages)),
    scores: (text) => eld.detect(text).getScores(),
  };
}
