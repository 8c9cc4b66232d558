import type { NeuralFactory } from '../domain/learners/create';
import type { Contest } from '../domain/promotion/contest';
import type { Clock } from '../ports/clock';
import type { Commit, Heads } from '../ports/heads';
import type { Objects } from '../ports/objects';
import type { Stages } from '../ports/stages';

/** What `learn` needs from outside. */
export interface LearnDeps {
  readonly heads: Heads;
  /** Checkpoints and workspaces. */
  readonly objects: Objects;
  /** Learned examples, of a model that keeps them: elsewhere on AWS, since their time is limited; the same place on one machine. */
  readonly archive: Objects;
  readonly clock: Clock;
  /** SHA-256 of the code that learns, for the lineage. */
  readonly codeHash: string;
  /** The runtime that computes, for instance 'node 20.19.0'; its version can change the last bits. */
  readonly runtime: string;
  readonly neural?: NeuralFactory;
  readonly stages: Stages;
  /** Told of the contest after every look at it, for whoever watches; what it names is committed later, or never. */
  readonly onLook?: (contest: Contest) => void;
  /** Told of every commit that was made, for whoever watches. */
  readonly onCommit?: (commit: Commit) => void;
}
