import type { Detector } from './foreign-language.ts';

let loaded: Promise<Detector> | undefined;

/** Loads the detector at the first use, because that takes a third of a second and 54 MB. */
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
