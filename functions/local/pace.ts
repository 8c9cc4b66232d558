/** Holds a replay to so many times the speed of the events' own time. */
import { setTimeout as sleep } from 'node:timers/promises';

export class Pace {
  private first: { readonly streamMs: number; readonly wallMs: number } | undefined;

  /** @param factor Infinity: never waits */
  constructor(
    private readonly factor: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Waits until the wall clock has caught up with where the stream stands. */
  async wait(streamMs: number, stopped: () => boolean): Promise<void> {
    if (this.factor === Number.POSITIVE_INFINITY || streamMs === 0) return;
    this.first ??= { streamMs, wallMs: this.nowMs() };
    const dueMs = this.first.wallMs + (streamMs - this.first.streamMs) / this.factor;
    for (let leftMs = dueMs - this.nowMs(); leftMs > 0 && !stopped(); leftMs = dueMs - this.nowMs()) {
      await sleep(Math.min(leftMs, 200));
    }
  }
}
