/**
 * Tasks over digits that a learner meets one after the other, each example once, and what it knows of them in the end. `split`: two
 * classes a task, told apart from all ten (class-incremental). `permuted`: all digits in each task, the pixels in another order, the
 * first task's as they are. `rotated`: all digits in each task, turned by another angle from 0 to 180 degrees.
 */

import type { AccuracyTable } from '../../functions/domain/evaluation/forgetting';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import type { Learner, Problem } from '../../functions/domain/learners/learner';
import { prng, uniform } from '../../functions/domain/numeric/prng';
import { CLASSES, type Digits, mixed, PIXELS, SIDE } from './digits';

export type Protocol = 'split' | 'permuted' | 'rotated';

interface Task {
  readonly train: Digits;
  readonly test: Digits;
  /** Writes what the task makes of an image. */
  readonly show: (from: Float32Array, at: number, to: Float64Array, toAt: number) => void;
}

export const digitProblem = (seed: number): Problem => ({
  task: 'multiclass',
  outputs: CLASSES,
  numericCount: PIXELS,
  numericNames: Array.from({ length: PIXELS }, (_, at) => `p${at}`),
  categoricalNames: [],
  categoricalCount: 0,
  hashedCount: 0,
  hashBits: 1,
  seed,
});

export function digitTasks(protocol: Protocol, train: Digits, test: Digits, count: number, seed: number): Task[] {
  const random = prng(seed);
  return Array.from({ length: count }, (_, at) => {
    if (protocol === 'split') {
      const perTask = CLASSES / count;
      const own = (label: number) => Math.floor(label / perTask) === at;
      return { train: only(train, own), test: only(test, own), show: reordered(asIs) };
    }
    if (protocol === 'permuted') {
      return { train, test, show: reordered(at === 0 ? asIs : mixed(PIXELS, seed + at)) };
    }
    return { train, test, show: turned(uniform(random) * 180) };
  });
}

/** Learns the tasks in turn; accuracy on each task up to it after each one. */
export function learnInTurn(learner: Learner, tasks: readonly Task[], batchSize: number, seed: number): AccuracyTable {
  return tasks.map((task, at) => {
    const order = mixed(task.train.count, seed + at);
    for (let from = 0; from < order.length; from += batchSize) {
      learner.learn(batchOf([...order.subarray(from, from + batchSize)].map((image) => [task, image] as const)));
    }
    return tasks.slice(0, at + 1).map((known) => accuracy(learner, known));
  });
}

/** Learns the examples of all tasks mixed together; the accuracy on each. */
export function learnTogether(
  learner: Learner,
  tasks: readonly Task[],
  batchSize: number,
  seed: number,
): AccuracyTable {
  const all = tasks.flatMap((task) => Array.from({ length: task.train.count }, (_, image) => [task, image] as const));
  const order = mixed(all.length, seed);
  for (let from = 0; from < order.length; from += batchSize) {
    learner.learn(batchOf([...order.subarray(from, from + batchSize)].map((at) => all[at]!)));
  }
  return [tasks.map((task) => accuracy(learner, task))];
}

export function accuracy(learner: Learner, { test, show }: Task): number {
  const out = new Float64Array(test.count * CLASSES);
  const images = Array.from({ length: test.count }, (_, image) => [{ train: test, test, show }, image] as const);
  learner.predict(batchOf(images), out);
  let right = 0;
  for (let image = 0; image < test.count; image++) {
    let best = 0;
    for (let k = 1; k < CLASSES; k++) if (out[image * CLASSES + k]! > out[image * CLASSES + best]!) best = k;
    if (best === test.label[image]) right += 1;
  }
  return right / test.count;
}

function batchOf(images: readonly (readonly [Task, number])[]): LabelledBatch {
  const count = images.length;
  const numeric = new Float64Array(count * PIXELS);
  for (const [at, [{ train, show }, image]] of images.entries()) {
    show(train.pixels, image * PIXELS, numeric, at * PIXELS);
  }
  return {
    count,
    numericCount: PIXELS,
    numeric,
    hashedCount: 0,
    categoricalCount: 0,
    hashed: new Int32Array(0),
    identity: new Uint32Array(0),
    label: Float64Array.from(images, ([{ train }, image]) => train.label[image]!),
    weight: new Float64Array(count).fill(1),
    completedAtMs: new Float64Array(count),
  };
}

function only(digits: Digits, wanted: (label: number) => boolean): Digits {
  const images = [...digits.label.keys()].filter((image) => wanted(digits.label[image]!));
  const pixels = new Float32Array(images.length * PIXELS);
  for (const [to, image] of images.entries()) {
    pixels.set(digits.pixels.subarray(image * PIXELS, (image + 1) * PIXELS), to * PIXELS);
  }
  return { count: images.length, pixels, label: Uint8Array.from(images, (image) => digits.label[image]!) };
}

const asIs = Int32Array.from({ length: PIXELS }, (_, pixel) => pixel);

const reordered =
  (order: Int32Array): Task['show'] =>
  (from, at, to, toAt) => {
    for (let pixel = 0; pixel < PIXELS; pixel++) to[toAt + pixel] = from[at + order[pixel]!]!;
  };

/** Turned about the middle, between pixels by bilinear interpolation; what comes from outside is 0. */
function turned(degrees: number): Task['show'] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const middle = (SIDE - 1) / 2;
  const inside = (x: number, y: number) => x >= 0 && x < SIDE && y >= 0 && y < SIDE;
  return (from, at, to, toAt) => {
    const pixel = (x: number, y: number) => (inside(x, y) ? from[at + y * SIDE + x]! : 0);
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        const x = middle + cos * (column - middle) + sin * (row - middle);
        const y = middle - sin * (column - middle) + cos * (row - middle);
        const [left, top] = [Math.floor(x), Math.floor(y)];
        const [right, down] = [x - left, y - top];
        to[toAt + row * SIDE + column] =
          (1 - down) * ((1 - right) * pixel(left, top) + right * pixel(left + 1, top)) +
          down * ((1 - right) * pixel(left, top + 1) + right * pixel(left + 1, top + 1));
      }
    }
  };
}
