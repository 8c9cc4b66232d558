/** A part of the ten thousand schedules: the seeds of each part are a run of their own, so that jest's workers share them. */
import { tooSeldom } from './happened';
import { runOutside } from './outside';

const SCHEDULES = 10_000;
const PARTS = 4;
const FIRST_SEED = 20_000;
const LONGEST_MS = 600_000;

/** @param part from 1 to 4 */
export function everyPromiseIsKept(part: number): void {
  const count = SCHEDULES / PARTS;
  const first = FIRST_SEED + (part - 1) * count;

  test(
    `schedules ${first} to ${first + count - 1} keep every promise, through every kind of disturbance`,
    async () => {
      const { broken, happened } = await runOutside({ first, count });
      expect(broken.join('\n\n')).toBe('');
      expect(tooSeldom(happened, count)).toEqual([]);
    },
    LONGEST_MS,
  );
}
