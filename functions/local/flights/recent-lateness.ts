/**
 * How late the flights of late have been: three running means over the flights landed so far, the features that an
 * application would keep up to date and serve. A landing moves the mean of the airport that it left (among departures from
 * there), the mean of the airport that it reached (among arrivals there), and the mean over all, each by a fixed step towards
 * 1 (late) or 0. O(1) per landing; an airport that nothing has landed from or at yet stands at the start value.
 */
const START = 0.2;
const AIRPORT_STEP = 0.05;
const OVERALL_STEP = 0.005;

/** As many as there are three-letter codes. */
const AIRPORTS = 26 ** 3;

export class RecentLateness {
  readonly atOrigin = new Float64Array(AIRPORTS).fill(START);
  readonly atDestination = new Float64Array(AIRPORTS).fill(START);
  overall = START;

  land(origin: number, destination: number, isLate: number): void {
    this.atOrigin[origin] = this.atOrigin[origin]! + AIRPORT_STEP * (isLate - this.atOrigin[origin]!);
    this.atDestination[destination] =
      this.atDestination[destination]! + AIRPORT_STEP * (isLate - this.atDestination[destination]!);
    this.overall += OVERALL_STEP * (isLate - this.overall);
  }
}
