/** Runs a part of the schedules in a thread and tells what came of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { told } from './replayable';
import { Simulation } from './schedule';
import { useSmallScores } from './small-scores';

export interface Part {
  readonly first: number;
  readonly count: number;
}

export interface PartResult {
  /** Schedules that broke a promise, as they are told; after the first few the part is given up. */
  readonly broken: readonly string[];
  readonly happened: ReadonlyMap<string, number>;
}

const MOST_TOLD = 3;

async function run({ first, count }: Part): Promise<PartResult> {
  useSmallScores();
  const simulation = new Simulation();
  const happened = new Map<string, number>();
  const broken: string[] = [];
  for (let seed = first; seed < first + count && broken.length < MOST_TOLD; seed++) {
    const { violations, tally } = await simulation.run(seed);
    tally.addTo(happened);
    if (violations.length > 0) broken.push(told(seed, violations));
  }
  return { broken, happened };
}

void run(workerData).then((result) => parentPort?.postMessage(result));
