/**
 * Deletes what no commit names: orphans of crashes, and archived examples past their time. Run when nothing else writes, between
 * opening a state folder and learning.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { Heads } from '../ports/heads';
import type { Objects } from '../ports/objects';

const DAY_MS = 86_400_000;

/** How many objects went. */
export async function sweep(
  heads: Heads,
  objects: Objects,
  declarations: readonly ModelDeclaration[],
): Promise<number> {
  const needed = new Set<string>();
  for (const model of await heads.models()) {
    const head = await heads.load(model);
    if (head === undefined) continue;
    needed.add(head.workspace);
    for (const { checkpoint } of [...head.lines, ...head.reigns, ...head.contest.candidates, ...head.stored])
      needed.add(checkpoint);
    const archive = declarations.find(({ name }) => name === model)?.archive;
    // A model that is not declared here keeps all it has: nobody has said that it may go.
    const keepFromMs =
      archive === undefined ? 0 : archive === null ? Number.POSITIVE_INFINITY : head.clockMs - archive.days * DAY_MS;
    for (const { data, clockMs } of await heads.lineage(model)) {
      if ('archived' in data && clockMs >= keepFromMs) for (const name of data.archived) needed.add(name);
    }
  }
  const orphans = (await objects.list()).filter((name) => !needed.has(name));
  for (const name of orphans) await objects.delete(name);
  return orphans.length;
}
