/**
 * Replays 200,000 flights into a state folder, then rebuilds 20 of their versions from it. Started by flights.test.ts as a
 * process of its own, bundled, since jest's sandbox makes arithmetic several times slower. Prints one JSON document.
 */
import { openStateFolder } from '../../../functions/adapters/file/state-folder';
import { decodeBlock, encodeBlock } from '../../../functions/domain/examples/block-codec';
import type { Block, ExampleColumns } from '../../../functions/domain/examples/columns';
import { concatColumns } from '../../../functions/domain/examples/concat';
import type { LineageEdge } from '../../../functions/domain/lineage/entries';
import { parseVersion } from '../../../functions/domain/lineage/version';
import { prng, uniform } from '../../../functions/domain/numeric/prng';
import { Learning } from '../../../functions/learn/learn';
import { flightsSource } from '../../../functions/local/flights/source';
import { replay } from '../../../functions/local/replay';
import { noStages } from '../../../functions/ports/stages';
import { type RebuildDeps, rebuild } from '../../../functions/rebuild/rebuild';
import { flights } from '../../../infra/models/flights';
import { edgeOf, headOf, learnDeps, memoryStores } from '../../support/learning';
import { learnCutAt } from '../../support/simulated-examples';

const EVENTS = 400_000;
const VERSIONS = 20;
const SEED = 20_010_101;

export interface RebuiltVersion {
  readonly version: string;
  readonly learner: string;
  readonly isStored: boolean;
  /** The name of the version's bytes in another run, one that made a commit there. */
  readonly recorded: string;
  readonly rebuilt: string;
  readonly matches: boolean;
  /** Of the stored ones: the bytes are those of the object in the folder. */
  readonly hasStoredBytes: boolean | null;
}

export interface FlightsRun {
  readonly microBatches: number;
  readonly commits: number;
  readonly versions: readonly RebuiltVersion[];
}

/** A run as `perennial replay flights` makes it; the blocks that it learned come back. */
async function run(stores: Awaited<ReturnType<typeof openStateFolder>>): Promise<Block[]> {
  const blocks: Block[] = [];
  const examples = {
    ...stores.examples,
    put: async (block: Block) => {
      blocks.push(block);
      await stores.examples.put(block);
    },
  };
  await replay(flightsSource(), flights, { ...stores, examples }, new Learning(learnDeps(stores), flights), {
    batchSize: 16_384,
    limit: EVENTS,
    stages: noStages,
    onBatch: () => {},
    stopped: () => false,
  });
  return blocks;
}

async function main(folder: string): Promise<FlightsRun> {
  const state = await openStateFolder(folder, {
    rules: { [flights.name]: flights.outcome },
    codec: { encode: (block) => encodeBlock(block, flights), decode: (bytes) => decodeBlock(bytes, flights) },
    command: 'a test',
  });
  const blocks = await run(state);
  const head = await headOf(state, flights);
  const stored = new Map(head.stored.map(({ version, checkpoint }) => [version, checkpoint]));
  const { codeHash, runtime } = learnDeps(state);
  const deps: RebuildDeps = { heads: state.heads, archive: state.objects, codeHash, runtime };
  const versions: RebuiltVersion[] = [];
  const wanted = chosen(prng(SEED), [...stored.keys()], head.lines);
  const lineage = await lineageCutAt(wanted, concatColumns(blocks.map(({ examples }) => examples)));
  for (const version of wanted) {
    const result = await rebuild(deps, flights, version);
    if (result.kind === 'refused') throw new Error(`${version}: ${result.reason}`);
    const checkpoint = stored.get(version);
    const recorded = edgeOf(lineage, version);
    versions.push({
      version,
      learner: recorded.learner,
      isStored: checkpoint !== undefined,
      recorded: recorded.checkpoint,
      rebuilt: result.checkpoint,
      matches: result.verified.matches,
      hasStoredBytes:
        checkpoint === undefined ? null : Buffer.compare(await state.objects.get(checkpoint), result.bytes) === 0,
    });
  }
  await state.close();
  return { microBatches: head.learned.batches, commits: head.revision, versions };
}

/** The lineage of a run over the same examples with a commit at each of these versions, so that it names their bytes. */
async function lineageCutAt(versions: Iterable<string>, all: ExampleColumns): Promise<LineageEdge[]> {
  const stores = memoryStores();
  const minors = new Set(Array.from(versions, (version) => parseVersion(version)!.minor));
  await learnCutAt(
    new Learning(learnDeps(stores), flights),
    all,
    [...minors].sort((a, b) => a - b),
  );
  return stores.heads.lineage(flights.name);
}

/** Half of them at random from those that are stored, half from all that ever were. */
function chosen(
  random: () => number,
  stored: readonly string[],
  lines: readonly { readonly major: number; readonly minor: number }[],
): Set<string> {
  const below = (limit: number): number => Math.floor(uniform(random) * limit);
  const learned = stored.filter((version) => !version.endsWith('.0'));
  const versions = new Set<string>();
  while (versions.size < VERSIONS / 2) versions.add(learned[below(learned.length)]!);
  while (versions.size < VERSIONS) {
    const { major, minor } = lines[below(lines.length)]!;
    versions.add(`${major}.${1 + below(minor)}`);
  }
  return versions;
}

main(process.argv[2]!).then(
  (result) => process.stdout.write(JSON.stringify(result)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
