/** Which of a batch's categorical features are the user and the item that a declaration names. */
import type { Problem } from '../learner';

interface Names {
  readonly name: string;
  readonly user: string;
  readonly item: string;
}

/** @throws Error when there is no such feature, both are the same, or the outcome is none of these */
export function userAndItem(
  { name, user, item }: Names,
  { task, categoricalNames }: Problem,
  tasks: readonly Problem['task'][],
): readonly [user: number, item: number] {
  if (!tasks.includes(task)) {
    throw new Error(`learners: ${name} factorises ${tasks.join(' and ')} outcomes, and the outcome is ${task}`);
  }
  if (user === item) throw new Error(`learners: ${name} has ${user} for user and for item; name two features`);
  return [columnOf(name, 'user', user, categoricalNames), columnOf(name, 'item', item, categoricalNames)];
}

function columnOf(learner: string, part: string, feature: string, names: readonly string[]): number {
  const column = names.indexOf(feature);
  if (column >= 0) return column;
  throw new Error(
    `learners: ${learner} has ${feature} for ${part}, and the categorical features are ${names.join(', ') || 'none'}; ` +
      'name one of them, or declare it as categorical()',
  );
}
