/** A model that was replayed into the folder that nobody named, for tests of the commands that look into it. */
import { driftingOnDisk, type ModelOnDisk } from './models';
import { documentOf } from './perennial';

export interface Replayed {
  readonly model: ModelOnDisk;
  /** What `replay --json` printed. */
  readonly document: ReturnType<typeof JSON.parse>;
  /** The command line of that replay, and more. */
  replaying(...more: readonly string[]): string[];
}

const EXAMPLES = 6000;

/** @param cwd where it was run, and where the commands that look into it are to be */
export async function replayedIn(cwd: string): Promise<Replayed> {
  const model = driftingOnDisk(cwd, EXAMPLES);
  const command = ['replay', '--model-file', model.modelFile, '--events', model.events];
  const document = await documentOf(command, { cwd });
  return { model, document, replaying: (...more) => [...command, ...more] };
}
