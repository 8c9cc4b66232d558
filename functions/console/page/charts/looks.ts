/** Where a version's comparison stood, look by look, as rows for its two charts: finite, in order, the latest included. */
import type { ComparedVersion, Look } from '../../state';
import { isFigure } from '../format';

/** So few looks are drawn as what they are: points. */
const FEW_LOOKS = 12;
export const areFew = (looks: readonly Look[]): boolean => looks.length < FEW_LOOKS;

/** The axis of a band counts from this share of the examples on. */
const SETTLED_SHARE = 0.2;

export function drawableLooks(compared: ComparedVersion): readonly Look[] {
  const looks = [...compared.trail];
  if (compared.examples > (looks.at(-1)?.examples ?? 0)) looks.push(compared);
  return looks.filter(({ examples, meanDifference, lower, upper, logEValue }) =>
    [examples, meanDifference, lower, upper, logEValue].every(isFigure),
  );
}

/** Zero, and the band over the last four fifths of the examples, or the last two looks where those are fewer; never empty. */
export function bandRange(looks: readonly Look[]): [number, number] {
  const last = looks.at(-1)?.examples ?? 0;
  const settled = looks.filter((look, index) => look.examples >= last * SETTLED_SHARE || index >= looks.length - 2);
  const low = Math.min(0, ...settled.map((look) => look.lower));
  const high = Math.max(0, ...settled.map((look) => look.upper));
  const margin = 0.08 * (high - low || 1);
  return [low - margin, high + margin];
}
