/** Wall time by stage, as the summary and the page show it. Entering a stage costs one clock reading. */
import type { Stages } from '../ports/stages';

export interface StageSeconds {
  readonly stage: string;
  readonly seconds: number;
}

export class Stopwatch implements Stages {
  private readonly spentMs = new Map<string, number>();
  private stage: string | null = null;
  private sinceMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  enter(stage: string): void {
    this.leave();
    this.stage = stage;
  }

  /** Until the next stage is entered, time belongs to none. */
  leave(): void {
    const nowMs = this.nowMs();
    if (this.stage !== null) this.spentMs.set(this.stage, (this.spentMs.get(this.stage) ?? 0) + nowMs - this.sinceMs);
    this.stage = null;
    this.sinceMs = nowMs;
  }

  /** Seconds by stage, the largest first. */
  seconds(): StageSeconds[] {
    return [...this.spentMs]
      .map(([stage, ms]) => ({ stage, seconds: ms / 1000 }))
      .sort((a, b) => b.seconds - a.seconds);
  }
}
