/** Where a detector fires on a stream, as 0-based indices, and where it first warns since the start or the last drift. */
import type { DriftDetector } from '../../../../../functions/domain/drift/detectors/drift-detector';

export interface Detections {
  readonly warning: readonly number[];
  readonly drift: readonly number[];
}

export function detections(detector: DriftDetector, stream: Iterable<number>): Detections {
  const warning: number[] = [];
  const drift: number[] = [];
  let mayWarn = true;
  let at = 0;
  for (const value of stream) {
    if (detector.update(value)) {
      drift.push(at);
      mayWarn = true;
    } else if (mayWarn && detector.isWarning) {
      warning.push(at);
      mayWarn = false;
    }
    at += 1;
  }
  return { warning, drift };
}
