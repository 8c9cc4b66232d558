/**
 * Takes a batch of one shard's events in order and joins predictions with their outcomes. Blocks are acknowledged and letters
 * are stored before the shard's position moves; a crash anywhere before that is mended by delivering the batch again, cut as
 * it may be.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { createEventParser, type EventParser, type ParsedEvent, type Refusal } from '../contracts/events';
import { createColumnsBuilder } from '../domain/examples/columns-builder';
import type { EventRecord } from '../domain/labels/event-record';
import { lateReason } from '../domain/labels/late-reasons';
import { type MutableTally, openTallies, tallyOf } from '../domain/labels/tally';
import {
  type Answer,
  type Arrival,
  type Completed,
  emptyTally,
  type OriginState,
  type Tally,
} from '../domain/labels/waiting';
import { windowOrigin } from '../domain/labels/window-sequence';
import { isTaken, type Sequence } from '../domain/lineage/sequence';
import type { DeadLetter, DeadLetters } from '../ports/dead-letters';
import type { ExamplesOut } from '../ports/examples';
import type { WaitingEvents } from '../ports/waiting-events';

export interface JoinLabels {
  readonly models: readonly ModelDeclaration[];
  readonly parse: EventParser;
  readonly waiting: WaitingEvents;
  readonly examples: ExamplesOut;
  readonly deadLetters: DeadLetters;
}

export type { EventRecord } from '../domain/labels/event-record';

export const createJoinLabels = (
  models: readonly ModelDeclaration[],
  ports: Pick<JoinLabels, 'waiting' | 'examples' | 'deadLetters'>,
): JoinLabels => ({ models, parse: createEventParser(models), ...ports });

/** Where nobody says when an event arrived, the stream's own clock stands in, and a stream may pause this long. */
const LONGEST_PAUSE_MS = 31 * 86_400_000;

/** The part of a batch that concerns one model. */
interface Share {
  readonly declaration: ModelDeclaration;
  readonly tally: MutableTally;
  readonly closedUpToMs: number;
  readonly arrivals: Arrival[];
  readonly data: string[];
}

/** Two readers of one shard take turns at most once a batch; more than this is no accident. */
const ATTEMPTS = 20;

/** What a call counted, by model; '' for events that name none. */
export type Joined = Readonly<Record<string, Tally>>;

/** @throws when another reader of the shard was faster at every attempt; whatever reading or writing throws */
export async function joinLabels(deps: JoinLabels, shard: string, records: readonly EventRecord[]): Promise<Joined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const joined = await joinFresh(deps, shard, records);
    if (joined !== null) return joined;
  }
  throw new Error(`shard ${shard}: another reader was faster ${ATTEMPTS} times in a row; deliver the batch again`);
}

/** null when somebody else has moved the shard's position meanwhile: what was counted here is void. */
async function joinFresh(deps: JoinLabels, shard: string, records: readonly EventRecord[]): Promise<Joined | null> {
  const state = await deps.waiting.origin(shard);
  const fresh = records.filter(({ sequence }) => !isTaken(sequence, state?.position));
  if (fresh.length === 0) return {};
  const tallies = openTallies(state);
  const letters: DeadLetter[] = [];
  const shares = await openShares(deps, tallies);
  for (const record of fresh) sort(deps.parse, shard, record, shares, tallies, letters);
  for (const share of shares.values()) {
    if (share.arrivals.length > 0) await takeShare(deps, shard, share, letters);
  }
  if (letters.length > 0) await deps.deadLetters.put(letters);
  const next = { ...settled(fresh.at(-1)!.sequence, tallies), ...arrivals(state, fresh, shares) };
  if ((await deps.waiting.settle(shard, next, state ?? null)) === 'conflict') return null;
  return Object.fromEntries([...tallies].map(([model, tally]) => [model, since(state?.tallies[model], tally)]));
}

const since = (before: Tally = emptyTally, { latestMs, ...after }: Tally): Tally => ({
  latestMs,
  accepted: after.accepted - before.accepted,
  duplicates: after.duplicates - before.duplicates,
  late: after.late - before.late,
  rejected: after.rejected - before.rejected,
  released: after.released - before.released,
});

export const settled = (position: Sequence, tallies: Map<string, MutableTally>): OriginState => ({
  position,
  tallies: Object.fromEntries(tallies),
});

async function openShares(deps: JoinLabels, tallies: Map<string, MutableTally>): Promise<Map<string, Share>> {
  const shares = new Map<string, Share>();
  for (const declaration of deps.models) {
    const windows = await deps.waiting.origin(windowOrigin(declaration.name));
    const closedUpToMs = windows?.tallies[declaration.name]?.latestMs ?? 0;
    shares.set(declaration.name, {
      declaration,
      tally: tallyOf(tallies, declaration.name),
      closedUpToMs,
      arrivals: [],
      data: [],
    });
  }
  return shares;
}

/** When each model's last event came: a model can be silent on a shard that others keep busy. */
function arrivals(
  state: OriginState | undefined,
  fresh: readonly EventRecord[],
  shares: ReadonlyMap<string, Share>,
): Pick<OriginState, 'arrivedAtMs'> {
  const lastMs = fresh.at(-1)!.arrivedAtMs;
  if (lastMs === null) return {};
  const now = [...shares].filter(([, { arrivals: some }]) => some.length > 0).map(([model]) => [model, lastMs]);
  return { arrivedAtMs: { ...state?.arrivedAtMs, ...Object.fromEntries(now), '': lastMs } };
}

/** Parses one record and puts it with its model's arrivals, or with the letters. */
function sort(
  parse: EventParser,
  shard: string,
  { sequence, data, arrivedAtMs }: EventRecord,
  shares: Map<string, Share>,
  tallies: Map<string, MutableTally>,
  letters: DeadLetter[],
): void {
  const parsed = parse(data);
  const refused =
    'refused' in parsed ? parsed.refused : tooFarAhead(parsed.event, arrivedAtMs, shares.get(parsed.event.model)!);
  if (refused !== null) {
    const tally = tallyOf(tallies, refused.model ?? '');
    tally.accepted += 1;
    tally.rejected += 1;
    letters.push({ origin: shard, sequence, model: refused.model, code: refused.code, reason: refused.reason, data });
    return;
  }
  if (!('event' in parsed)) return;
  const { kind, model, eventId, timeMs, served, label } = parsed.event;
  const share = shares.get(model)!;
  const { tally, declaration } = share;
  const watermarkMs = Math.max(tally.latestMs - declaration.disorderMs, share.closedUpToMs);
  tally.latestMs = Math.max(tally.latestMs, timeMs);
  share.arrivals.push({ kind, origin: shard, sequence, eventId, timeMs, served, label, watermarkMs });
  share.data.push(data);
}

/** One application's wrong clock must not close everybody's windows. */
function tooFarAhead(
  { timeMs, model }: ParsedEvent,
  arrivedAtMs: number | null,
  { tally, declaration }: Share,
): Refusal | null {
  const referenceMs = arrivedAtMs ?? tally.latestMs;
  const allowedMs = arrivedAtMs === null ? Math.max(declaration.aheadMs, LONGEST_PAUSE_MS) : declaration.aheadMs;
  if (referenceMs === 0 || timeMs <= referenceMs + allowedMs) return null;
  const aheadHours = ((timeMs - referenceMs) / 3_600_000).toFixed(1);
  const than = arrivedAtMs === null ? 'the latest event before it' : 'its arrival';
  return {
    model,
    code: 'from-the-future',
    reason: `time: got ${new Date(timeMs).toISOString()}, ${aheadHours} h later than ${than}; correct the sender's clock, or declare a larger \`ahead\``,
  };
}

async function takeShare(
  deps: JoinLabels,
  shard: string,
  { declaration, tally, arrivals, data }: Share,
  letters: DeadLetter[],
): Promise<void> {
  const answers = await deps.waiting.take(declaration.name, arrivals);
  const completed: Completed[] = [];
  answers.forEach((answer, at) => {
    count(tally, answer);
    if (answer.kind === 'completes') completed.push(answer.example);
    if (answer.kind === 'late') {
      const { code } = answer;
      letters.push({
        origin: shard,
        sequence: arrivals[at]!.sequence,
        model: declaration.name,
        code,
        reason: lateReason(code),
        data: data[at]!,
      });
    }
  });
  await putBlock(deps.examples, declaration, shard, completed);
}

function count(tally: MutableTally, answer: Answer): void {
  if (answer.kind === 'duplicate') {
    tally.duplicates += 1;
    return;
  }
  tally.accepted += 1;
  if (answer.kind === 'late') tally.late += 1;
  if (answer.kind === 'completes') tally.released += answer.example.events;
}

/** Puts what one invocation completed for one model as one block; nothing for nothing. */
export async function putBlock(
  examples: ExamplesOut,
  declaration: ModelDeclaration,
  origin: string,
  completed: readonly Completed[],
): Promise<void> {
  if (completed.length === 0) return;
  const builder = createColumnsBuilder(declaration);
  for (const example of completed) builder.add(example);
  await examples.put({
    model: declaration.name,
    origin,
    sequence: completed.map(({ sequence }) => sequence),
    examples: builder.finish(),
  });
}
