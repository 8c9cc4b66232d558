/**
 * `perennial replay`: the whole loop over a stream, on this machine. Everything that can be wrong with the command is found before
 * the first event is read.
 */
import { performance } from 'node:perf_hooks';
import { openStateFolder, type StateFolder } from '../../adapters/file/state-folder';
import type { ModelDeclaration } from '../../contracts/declaration';
import { decodeBlock, encodeBlock } from '../../domain/examples/block-codec';
import type { Block } from '../../domain/examples/columns';
import type { EventSource } from '../event-source';
import { mustBeReadable } from '../events-option';
import { flightsSource } from '../flights/source';
import { openLearning } from '../learning/learn-in-thread';
import type { LearningSide } from '../learning/learning-side';
import { chooseModel, declaredModels } from '../model-files';
import { ndjsonSource } from '../ndjson-source';
import { Pace } from '../pace';
import { replay } from '../replay';
import { receivedIn } from '../report';
import { type Runtime, thisRuntime } from '../runtime';
import { defaultStateDir, folderBytes, modelIn, startAnew } from '../state-dir';
import { Stopwatch } from '../stopwatch';
import { modelSummary, runSummary } from '../summary';
import { sweep } from '../sweep';
import { UsageError } from '../usage-error';
import type { Shown } from './shown';
import { type View, type Watching, watch } from './watch';

export interface ReplayCommandOptions {
  /** A file of NDJSON, or '-' for standard input. @default the built-in stream of the built-in model */
  readonly events?: string;
  readonly modelFile?: string;
  /** Gone on from, if there is one. @default `.perennial/<model>`, begun anew */
  readonly state?: string;
  /** End after this record of the stream. */
  readonly limit?: number;
  /** How many times faster than the events' own time. @default Infinity */
  readonly speed: number;
  readonly seed?: number;
  /** The page's port; true: the usual one, or the next that is free. */
  readonly serve?: number | true;
}

export interface ReplayIo {
  readonly command: string;
  /** Whether somebody watches: the progress bar, and a page that stays. */
  readonly isTerminal: boolean;
  readonly say: (line: string) => void;
  /** Aborted when the run is to end after the batch at hand. */
  readonly interrupted: AbortSignal;
}

/** Records per invocation. A larger batch means fewer commits; 32,768 is where the gain ends. */
const BATCH_SIZE = 32_768;
/** A paced replay waits between batches: with small ones, what it has learned is never far from where the stream stands. */
const PACED_BATCH_SIZE = 1024;

export async function replayCommand(
  modelName: string | undefined,
  options: ReplayCommandOptions,
  io: ReplayIo,
): Promise<Shown & { readonly watching: Watching }> {
  const runtime = thisRuntime();
  const declaration = await declarationFor(modelName, options, runtime);
  const source = await sourceFor(declaration, options);
  const stateDir = options.state ?? defaultStateDir(declaration.name);
  if (options.state === undefined) await startAnew(stateDir, io.command);
  const state = await openStateFolder(stateDir, {
    rules: { [declaration.name]: declaration.outcome },
    codec: {
      encode: (block) => encodeBlock(block, declaration),
      decode: (bytes) => decodeBlock(bytes, declaration),
    },
    command: io.command,
  });
  // A source that waits for input would not notice.
  let closing: Promise<void> | undefined;
  io.interrupted.addEventListener('abort', () => {
    closing = source.close();
  });
  try {
    return await run(declaration, source, state, stateDir, runtime, options, io);
  } finally {
    await (closing ?? source.close());
    await state.close();
  }
}

async function run(
  declaration: ModelDeclaration,
  source: EventSource,
  state: StateFolder,
  stateDir: string,
  runtime: Runtime,
  options: ReplayCommandOptions,
  io: ReplayIo,
): Promise<Shown & { readonly watching: Watching }> {
  const kept = await modelIn(state.heads, stateDir);
  if (kept !== undefined && kept !== declaration.name)
    throw new UsageError(`${stateDir} keeps model ${kept}; give ${declaration.name} a folder of its own: --state DIR`);
  await sweep(state.heads, state.objects, [declaration]);
  const learning = await openLearning({
    stateDir,
    declaration,
    codeHash: runtime.codeHash,
    runtime: runtime.runtime,
    watched: options.serve !== undefined,
  });
  try {
    return await replayed(declaration, source, state, stateDir, runtime, learning, options, io);
  } finally {
    // A thread that is left would keep the process alive.
    await learning.close();
  }
}

async function replayed(
  declaration: ModelDeclaration,
  source: EventSource,
  state: StateFolder,
  stateDir: string,
  { packageDir }: Runtime,
  learning: LearningSide,
  { limit, speed, serve }: ReplayCommandOptions,
  io: ReplayIo,
): Promise<Shown & { readonly watching: Watching }> {
  const stages = new Stopwatch();
  const received = () => receivedIn(state.waiting, declaration.name);
  const view: View = async (progress, running) =>
    learning.view({ running, progress, received: await received(), stages: stages.seconds() });
  const watching = await watch({ source, packageDir, view, limit, serve, io });
  const pace = new Pace(speed);
  const stopped = () => io.interrupted.aborted;
  const began = performance.now();
  let events = 0;
  let clockMs = 0;
  const learns = {
    learn: async (blocks: readonly Block[]) => {
      clockMs = await learning.learn(blocks);
    },
  };
  try {
    await replay(source, declaration, state, learns, {
      batchSize: speed === Number.POSITIVE_INFINITY ? BATCH_SIZE : PACED_BATCH_SIZE,
      stages,
      stopped,
      ...(limit === undefined ? {} : { limit }),
      onBatch: async ({ records, fraction }) => {
        events += records;
        watching.show(events, fraction);
        await pace.wait(clockMs, stopped);
      },
    });
    const seconds = (performance.now() - began) / 1000;
    await watching.end(events);
    const report = await learning.report(await received());
    const figures = {
      events,
      seconds,
      peakMiB: process.resourceUsage().maxRSS / 1024,
      stateMiB: (await folderBytes(stateDir)) / 2 ** 20,
      stages: { joining: stages.seconds(), learning: await learning.stages() },
    };
    return {
      document: {
        ...report,
        ...figures,
        eventsPerSecond: Math.round(events / seconds),
        state: stateDir,
        interrupted: stopped(),
      },
      lines: [...modelSummary(report), ...runSummary(figures), `  state: ${stateDir}`],
      watching,
    };
  } catch (error) {
    await watching.stop(error);
    throw error;
  }
}

async function declarationFor(
  modelName: string | undefined,
  { modelFile, seed }: ReplayCommandOptions,
  { packageDir }: Runtime,
): Promise<ModelDeclaration> {
  const declaration = chooseModel(await declaredModels(modelFile, packageDir), modelName);
  return seed === undefined ? declaration : { ...declaration, seed };
}

/** The flights are there for whatever model is called so: a model file can try another declaration on them. */
async function sourceFor({ name }: ModelDeclaration, { events }: ReplayCommandOptions): Promise<EventSource> {
  if (events !== undefined) {
    // Before a state is begun anew for them.
    await mustBeReadable(events);
    return ndjsonSource({ path: events });
  }
  if (name === 'flights') return flightsSource();
  throw new UsageError(`where are the events of ${name}? Give --events FILE, or --events - for standard input`);
}
