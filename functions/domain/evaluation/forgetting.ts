/**
 * How well does a learner that met tasks one after the other still know them, and how much did later ones take from
 * earlier ones? From the accuracies measured after each task on each task up to it. O(tasks²).
 */

/** Row i: after learning task i, the accuracy on task 0, 1, … i. */
export type AccuracyTable = readonly (readonly number[])[];

/** The mean over all tasks after the last one; null without tasks. */
export function finalAccuracy(table: AccuracyTable): number | null {
  return meanOf(table.at(-1) ?? []);
}

/**
 * Chaudhry et al. 2018, "Riemannian walk for incremental learning", section 3: what each task but the last has lost
 * since it was known best, on average. From -1 to 1, the lower the better; null with fewer than two tasks.
 */
export function averageForgetting(table: AccuracyTable): number | null {
  const last = table.length - 1;
  const losses = (table[last] ?? []).slice(0, last).map((accuracy, task) => {
    let best = Number.NEGATIVE_INFINITY;
    for (let after = task; after < last; after++) best = Math.max(best, accuracyOf(table, after, task));
    return best - accuracy;
  });
  return meanOf(losses);
}

/**
 * Lopez-Paz and Ranzato 2017, "Gradient episodic memory for continual learning", section 2: what each task but the last
 * has gained since it was learned, on average. From -1 to 1, the higher the better; null with fewer than two tasks.
 */
export function backwardTransfer(table: AccuracyTable): number | null {
  const last = table.length - 1;
  return meanOf((table[last] ?? []).slice(0, last).map((accuracy, task) => accuracy - accuracyOf(table, task, task)));
}

function accuracyOf(table: AccuracyTable, after: number, task: number): number {
  const accuracy = table[after]?.[task];
  if (accuracy === undefined) throw new RangeError(`the accuracy on task ${task} after task ${after} is absent`);
  return accuracy;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
