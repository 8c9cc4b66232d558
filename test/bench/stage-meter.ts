/** How long was one stage of `learn` under way? It is told of every stage, as the stopwatch of a replay is, and reads both clocks. */
import { performance } from 'node:perf_hooks';
import type { Stages } from '../../functions/ports/stages';
import type { Sample } from './measure';

export class StageMeter implements Stages {
  private wallMs = 0;
  private cpuMs = 0;
  private running: { readonly wallMs: number; readonly cpu: NodeJS.CpuUsage } | null = null;
  private entries = 0;

  constructor(private readonly stage: string) {}

  enter(stage: string): void {
    if (this.running !== null) {
      const { user, system } = process.cpuUsage(this.running.cpu);
      this.wallMs += performance.now() - this.running.wallMs;
      this.cpuMs += (user + system) / 1000;
      this.running = null;
    }
    if (stage !== this.stage) return;
    this.entries += 1;
    this.running = { wallMs: performance.now(), cpu: process.cpuUsage() };
  }

  /** What was spent in the stage since the last time it was asked. @throws when the stage was never entered: it has another name now */
  take(examples: number): Sample {
    this.enter('');
    if (this.entries === 0)
      throw new Error(`the stage ${this.stage} was never entered; see functions/learn for its name`);
    const sample = { wallMs: this.wallMs, cpuMs: this.cpuMs, examples };
    this.wallMs = 0;
    this.cpuMs = 0;
    this.entries = 0;
    return sample;
  }
}
