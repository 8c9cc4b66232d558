/** The contest's step of a micro-batch: evidence on examples predicted after the seal, the gate's decision, a promotion. */
import type { Reign } from '../domain/lineage/head';
import { compare } from '../domain/promotion/compare';
import type { Candidate, GivenUp } from '../domain/promotion/contest';
import { givenUpEntry } from '../domain/promotion/end-lines';
import { evidenceOf } from '../domain/promotion/evidence';
import { afterPromotion, decide } from '../domain/promotion/gate';
import type { Matured } from '../domain/promotion/maturing';
import type { LearnDeps } from './deps';
import type { MicroBatch } from './micro-batch';
import { retireLeftBehind } from './retire';
import type { Session } from './session';

/** Labels slower than this share of them are compared when they come; the rest of their time's examples are compared together. */
const NEARLY_ALL = 0.999;

/** @param champion the current champion's predictions of the whole batch  @param clockMs the model's clock after the batch */
export function decideContest(
  { clock, onLook }: LearnDeps,
  session: Session,
  batch: MicroBatch,
  champion: Float64Array,
  clockMs: number,
): void {
  const { declaration, contest, maturing, labelDelay } = session;
  const rule = declaration.promote;
  labelDelay.add(batch.columns.predictedAtMs, batch.columns.completedAtMs);
  maturing.add(batch.columns, predictionsOf(session, batch, champion));
  const lagMs = labelDelay.quantileMs(NEARLY_ALL, clockMs);
  const matured = lagMs === null ? null : maturing.release(clockMs - lagMs);
  if (matured === null || matured.count === 0) return;
  const candidates = contest.candidates.map((candidate) => weigh(session, candidate, matured));
  onLook?.({ ...contest, candidates });
  const decision = decide({ ...contest, candidates }, rule);
  session.contest = decision.contest;
  recordGivenUp(session, decision.givenUp, clockMs);
  for (const candidate of decision.awaiting) {
    session.decisions.push({
      kind: 'candidate-awaits-approval',
      timeMs: clockMs,
      version: candidate.version,
      from: contest.champion,
      by: 'gate',
      reason: `better than ${contest.champion} on the evidence; the model asks for a person: perennial promote ${candidate.version}`,
      evidence: { ...evidenceOf(candidate, rule) },
    });
  }
  if (decision.promote !== null) promote(session, decision.promote, clock.effectiveMs(clockMs), clockMs);
  maturing.retain(new Set([session.contest.champion, ...session.contest.candidates.map(({ version }) => version)]));
}

/** What every live version says of this batch. */
function predictionsOf(
  { contest, predictors, problem }: Session,
  batch: MicroBatch,
  champion: Float64Array,
): Map<string, Float64Array> {
  const predictions = new Map([[contest.champion, champion]]);
  for (const { version } of contest.candidates) {
    const column = new Float64Array(batch.columns.count * problem.outputs);
    predictors.predict(version, batch, column);
    predictions.set(version, column);
  }
  return predictions;
}

/** Only rows predicted after the seal, and answered by the present champion too: after a rollback some were not. */
function weigh(
  { contest, problem: { outputs } }: Session,
  candidate: Candidate,
  { count, predictedAtMs, label, predictions }: Matured,
): Candidate {
  const champion = predictions.get(contest.champion);
  const own = predictions.get(candidate.version);
  if (champion === undefined || own === undefined) return candidate;
  const rows = new Int32Array(count);
  let rowCount = 0;
  for (let row = 0; row < count; row++) {
    if (predictedAtMs[row]! > candidate.sealedAtMs && !Number.isNaN(champion[row * outputs]!)) rows[rowCount++] = row;
  }
  return compare(candidate, { label, champion, candidate: own, outputs, rows, rowCount });
}

function promote(session: Session, winner: Candidate, sinceMs: number, clockMs: number): void {
  const { declaration, contest } = session;
  const reign: Reign = {
    version: winner.version,
    learner: winner.learner,
    checkpoint: winner.checkpoint,
    sealedAtMs: winner.sealedAtMs,
    sinceMs,
    withdrawn: false,
  };
  session.decisions.push({
    kind: 'promoted',
    timeMs: sinceMs,
    version: winner.version,
    from: contest.champion,
    by: 'gate',
    reason: `better than ${contest.champion} on examples predicted after it was sealed`,
    evidence: { ...evidenceOf(winner, declaration.promote), sealedAtMs: winner.sealedAtMs },
  });
  session.reigns = [...session.reigns, reign];
  const next = afterPromotion(contest, winner);
  session.contest = next.contest;
  recordGivenUp(session, next.givenUp, clockMs);
  retireLeftBehind(session, winner, clockMs);
}

export function recordGivenUp(
  { declaration, contest, decisions }: Session,
  givenUp: readonly GivenUp[],
  clockMs: number,
): void {
  const decided = { champion: contest.champion, by: 'gate', timeMs: clockMs };
  for (const one of givenUp) decisions.push(givenUpEntry(one, decided, declaration.promote));
}
