/**
 * The learning half of a replay: what in AWS is the function behind the examples stream. It takes blocks in order, and can say at any
 * time between two of them where the model stands. It learns in this thread or in one of its own.
 */
import type { ConsoleState } from '../../console/state';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { Block } from '../../domain/examples/columns';
import type { Tally } from '../../domain/labels/waiting';
import type { ModelReport } from '../report';
import type { StageSeconds } from '../stopwatch';

export interface LearningSetup {
  readonly stateDir: string;
  readonly declaration: ModelDeclaration;
  readonly codeHash: string;
  readonly runtime: string;
  /** Whether anybody can see the looks at the contest. */
  readonly watched: boolean;
}

/** What the joining half has taken in, counted at one moment. */
export interface Received {
  readonly sum: Tally;
  /** Accepted events that wait for their other half. */
  readonly waiting: number;
}

export interface Shown {
  readonly running: boolean;
  readonly progress: ConsoleState['progress'];
  readonly received: Received;
  /** Where the joining half spent its time. */
  readonly stages: readonly StageSeconds[];
}

export interface LearningSide {
  /** Learns and commits; gives the model's clock. */
  learn(blocks: readonly Block[]): Promise<number>;
  view(shown: Shown): Promise<ConsoleState>;
  report(received: Received): Promise<ModelReport>;
  stages(): Promise<readonly StageSeconds[]>;
  close(): Promise<void>;
}
