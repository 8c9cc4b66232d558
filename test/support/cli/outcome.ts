/** What a replay has come to, without how long it took: two runs over the same events must agree on all of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readStateFolder } from '../../../functions/adapters/file/state-folder';

type Document = ReturnType<typeof JSON.parse>;

/** Of the document that `replay --json` prints. */
export function outcomeIn(document: Document): Document {
  const { model, clock, counts, unaccounted, champion, lines, served, sinceControl, promotions } = document;
  return { model, clock, counts, unaccounted, champion, lines, served, sinceControl, promotions };
}

/** How far the events are taken: the sequence of the last one, 0 before the first. */
export async function positionIn(stateDir: string, shard: string): Promise<number> {
  const waiting = await (await readStateFolder(stateDir)).readWaiting();
  return Number((await waiting.origin(shard))?.position ?? 0);
}

/** Objects that neither the head nor the lineage names, and files that never got a name. */
export async function leftBehind(stateDir: string, model: string): Promise<string[]> {
  const { heads, objects } = await readStateFolder(stateDir);
  const named = JSON.stringify([await heads.load(model), await heads.lineage(model)]);
  const nameless = (await objects.list()).filter((name) => !named.includes(name));
  return [...nameless, ...(await readdir(join(stateDir, 'tmp')))];
}
