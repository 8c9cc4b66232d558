/**
 * Step 1, admit: is this request for a training to be followed? Decided on the head, and written there with the ledger's entry in one
 * commit, so that of requests that come together each sees the one before. A request that was decided on keeps its decision. Asking
 * in vain, whether enough was learned or a drift goes on, leaves no trace.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainState } from '../contracts/retrain-state';
import type { Head } from '../domain/lineage/head';
import { admit } from '../domain/triggers/admit';
import { isByAlarm, pruned, type RetrainRecord, sincePerson } from '../domain/triggers/history';
import { configHashOf } from '../learn/checkpoints';
import { roleOf } from '../learn/role';
import type { RetrainDeps } from './deps';
import { type Move, moveHead } from './move-head';
import { asked, recordOf, retrainEntry } from './record';

export async function admitRequest(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  given: RetrainState,
): Promise<RetrainState> {
  const { name } = declaration;
  const isAsking = given.cause.kind === 'still-drifting' || given.cause.kind === 'volume';
  const drift = given.cause.kind === 'still-drifting' ? ((await deps.driftNow?.()) ?? null) : undefined;
  if (drift === null) return refused(given, 'nothing that is served is known to have drifted');
  const request = drift === undefined ? given : { ...given, cause: drift };
  let state = refused(request, `model ${name} has learned nothing yet; send it events first`);
  let record: RetrainRecord | undefined;
  await moveHead(deps.heads, name, async (head) => {
    const known = recordOf(head, request.id);
    if (known !== undefined) {
      state = again(declaration, request, known);
      record = undefined;
      return null;
    }
    const decided = decide(declaration, request, head, deps.clock.effectiveMs(head.clockMs));
    state = decided.state;
    record = isAsking && isNoNews(decided.record, head) ? undefined : decided.record;
    return record === undefined ? null : decided.move;
  });
  if (record !== undefined) measure(deps, name, record);
  return state;
}

/** What is asked all day long is no event while the answer is not yet, or stays the same; a commit for it would overtake learn. */
function isNoNews({ state }: RetrainRecord, { retrains: history = [] }: Head): boolean {
  if (state === 'needs-person') return sincePerson(history).some((record) => record.state === 'needs-person');
  return state === 'not-due' || state === 'cooldown';
}

interface Decided {
  readonly state: RetrainState;
  readonly record: RetrainRecord;
  readonly move: Move;
}

function decide(declaration: ModelDeclaration, request: RetrainState, head: Head, nowMs: number): Decided {
  const { retrain } = declaration;
  const { retrains: history = [], learned, reigns } = head;
  const learner = learnerFor(declaration, head, request.learner);
  const { verdict, reason } =
    learner === undefined
      ? noSuchLearner(declaration, request.learner)
      : admit(retrain, history, learned.examples, request.cause.kind, nowMs);
  const record: RetrainRecord = {
    id: request.id,
    atMs: nowMs,
    cause: request.cause.kind,
    examples: learned.examples,
    learner: learner ?? null,
    state: verdict === 'start' ? 'started' : verdict,
    version: null,
  };
  const why = `${asked(request)}; ${reason}`;
  const state =
    verdict === 'start'
      ? started(declaration, { ...request, reason: why }, record)
      : refused({ ...request, evidence: triggerOf(request) }, reason);
  const kind = verdict === 'start' ? 'retrain-started' : 'retrain-refused';
  return {
    state,
    record,
    move: {
      head: { ...head, retrains: pruned([...history, record], retrain, nowMs) },
      ledger: [retrainEntry(kind, state, why, reigns.at(-1)!.version, nowMs)],
    },
  };
}

interface Impossible {
  readonly verdict: 'not-possible';
  readonly reason: string;
}

const refused = (state: RetrainState, reason: string): RetrainState => ({ ...state, verdict: 'refused', reason });

const started = (
  declaration: ModelDeclaration,
  request: RetrainState,
  { learner, atMs, examples }: RetrainRecord,
): RetrainState => {
  const declared = declaration.learners.find(({ name }) => name === learner);
  return {
    ...request,
    learner,
    configHash: declared === undefined ? null : configHashOf(declaration, declared),
    startedAtMs: atMs,
    evidence: { ...triggerOf(request), examplesLearned: examples },
  };
};

/** One that was started and has not ended goes on: the answer to the step's first try was lost. */
function again(declaration: ModelDeclaration, request: RetrainState, known: RetrainRecord): RetrainState {
  if (known.state === 'started') return started(declaration, { ...request, reason: asked(request) }, known);
  const outcome = known.state === 'deployed' ? `was deployed as ${known.version}` : `has ended before: ${known.state}`;
  return refused(request, `request ${request.id} ${outcome}; ask under another name for another training`);
}

function learnerFor(declaration: ModelDeclaration, { reigns }: Head, named: string | null): string | undefined {
  const contenders = declaration.learners.filter((learner) => roleOf(learner) === 'contender').map(({ name }) => name);
  if (named !== null) return contenders.find((name) => name === named);
  return contenders.find((name) => name === reigns.at(-1)!.learner) ?? contenders[0];
}

function noSuchLearner({ name, learners }: ModelDeclaration, named: string | null): Impossible {
  const some = learners.filter((learner) => roleOf(learner) === 'contender').map((learner) => learner.name);
  const declared = some.length === 0 ? 'none that can be promoted' : some.join(', ');
  return {
    verdict: 'not-possible',
    reason: `model ${name} declares no learner ${named ?? 'to train'}; it has ${declared}`,
  };
}

const triggerOf = ({ cause }: RetrainState): RetrainState['evidence'] =>
  cause.kind === 'drift'
    ? { alarm: cause.alarm, metric: cause.metric, value: cause.value }
    : cause.kind === 'alarm'
      ? { alarm: cause.alarm }
      : {};

/** Whether a person is needed changes with what alarms and persons ask for, and with nothing else. */
function measure({ metrics }: RetrainDeps, model: string, { state, cause, id }: RetrainRecord): void {
  metrics.put(model, state === 'started' ? 'retrainsStarted' : 'retrainsRefused', 1, { id, cause });
  if (state === 'needs-person') metrics.put(model, 'retrainNeedsPerson', 1, { id });
  else if (state === 'started' && (cause === 'person' || isByAlarm(cause))) metrics.put(model, 'retrainNeedsPerson', 0);
}
