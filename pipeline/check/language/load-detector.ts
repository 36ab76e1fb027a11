import type { Detector } from './foreign-language.ts';

let loaded: Promise<Detector> | undefined;

/**
 * Loads the detector when it is first used, because its model takes 90 MB. On paragraphs, its larger models
 * do no better.
 */
export function loadDetector(): Promise<Detector> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Detector> {
  const { eld } = await import('eld/extrasmall');
  return {
    languages: new Set(Object.values(eld.info().Languages)),
    scores: (text) => eld.detect(text).getScores(),
  };
}
