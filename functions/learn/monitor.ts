/**
 * What `learn` tells whoever watches, after its commits: is it learning, how fresh, who leads, and does the champion keep what its
 * checkpoint promises?
 *
 * Served loss is compared with the loss that the champion's own line had in test-then-train before its seal. Early labels are not
 * like the rest, so until nearly all labels of the reign's first predictions can be known, or while they are few, there is no
 * ratio: `labelsNotEnough` is 1 then, and says so. The same where nothing was promised: the untrained prior, a checkpoint
 * without a baseline.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import { calibrationRatio, meanLoss } from '../domain/drift/outcome-sums';
import { evidenceOf } from '../domain/promotion/evidence';
import type { Commit } from '../ports/heads';
import type { Metrics } from '../ports/metrics';
import type { Session } from './session';

/** Of the labels, for which it is waited. */
const NEARLY_ALL = 0.99;

export class Monitor {
  private commits = 0;
  private examples = 0;
  private promotions = 0;

  constructor(
    private readonly declaration: ModelDeclaration,
    private readonly metrics: Metrics,
  ) {}

  committed({ lineage, ledger }: Commit): void {
    const batches = lineage.flatMap((edge) => (edge.batches === null ? [] : [edge.batches]));
    const learned = Math.max(0, ...batches.map(({ first, last }) => last - first + 1));
    this.commits += 1;
    this.examples += learned * this.declaration.microBatch;
    this.promotions += ledger.filter(({ kind, from }) => kind === 'promoted' && from !== null).length;
  }

  /** @param session as of the last commit */
  learned(session: Session, nowMs: number): void {
    const { name } = this.declaration;
    const { metrics } = this;
    metrics.put(name, 'commits', this.commits);
    metrics.put(name, 'examplesLearned', this.examples);
    metrics.put(name, 'promotions', this.promotions);
    this.commits = 0;
    this.examples = 0;
    this.promotions = 0;
    const champion = session.reigns.at(-1)!;
    if (session.clockMs > 0) metrics.put(name, 'learnedBehindSeconds', secondsSince(session.clockMs, nowMs));
    if (champion.sealedAtMs > 0) {
      const detail = { version: champion.version };
      metrics.put(name, 'championAgeSeconds', secondsSince(champion.sealedAtMs, nowMs), detail);
    }
    this.contest(session);
    this.champion(session);
  }

  private contest({ contest: { candidates } }: Session): void {
    const { name, promote } = this.declaration;
    this.metrics.put(name, 'candidates', candidates.length);
    const compared = candidates.filter(({ examples }) => examples > 0);
    const lowers = compared.map((candidate) => ({ ...candidate, lower: evidenceOf(candidate, promote).lower }));
    if (lowers.length === 0) return;
    const leader = lowers.reduce((best, one) => (one.lower > best.lower ? one : best));
    this.metrics.put(name, 'leadLowerBound', leader.lower, { version: leader.version, examples: leader.examples });
  }

  private champion(session: Session): void {
    const { name, promote, drift } = this.declaration;
    const { version, sums } = session.servedLately;
    const champion = session.reigns.at(-1)!;
    const promised = session.predictors.baseline(champion.version)?.outcomes;
    const served = version === champion.version ? meanLoss(sums, promote.metric) : null;
    const isEnough = served !== null && sums.examples >= drift.minimumSample && labelsAreIn(session, champion.sinceMs);
    if (isEnough) this.metrics.put(name, 'servedLoss', served, { version });
    const wanted = promised === undefined || promised.examples < drift.minimumSample ? null : promised;
    const loss = wanted === null ? null : meanLoss(wanted, promote.metric);
    if (!isEnough || !(loss !== null && loss > 0)) {
      this.metrics.put(name, 'labelsNotEnough', 1);
      return;
    }
    this.metrics.put(name, 'labelsNotEnough', 0);
    this.metrics.put(name, 'lossRatio', served / loss, { version, promised: loss });
    const ratio = session.problem.task === 'regression' ? null : calibrationRatio(sums);
    if (ratio !== null) this.metrics.put(name, 'calibrationRatio', ratio, { version });
  }
}

/** Whether nearly all labels of what was predicted at `sinceMs` can be known. */
function labelsAreIn({ labelDelay, clockMs }: Session, sinceMs: number): boolean {
  const delayMs = labelDelay.quantileMs(NEARLY_ALL, clockMs);
  return delayMs !== null && clockMs - sinceMs >= delayMs;
}

const secondsSince = (thenMs: number, nowMs: number): number => (nowMs - thenMs) / 1000;
