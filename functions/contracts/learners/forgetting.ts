/** What a network does so as not to forget what the stream no longer shows. */
import * as z from 'zod';
import { between, whole } from '../schema-parts';

/** Learns examples of the past beside each micro-batch: experience replay from a uniform sample of all that was seen. */
export interface ReplayDeclaration {
  readonly method: 'replay';
  /** Examples kept. */
  readonly size: number;
  /** Of them learned again beside each micro-batch. */
  readonly batch: number;
  /** Of the loss on their labels, beside the 1 of the micro-batch's own. Absent: 1. */
  readonly weight?: number;
}

/** Dark experience replay (DER++): as replay, and the network is held to what it answered when it learned them. */
export interface DarkReplayDeclaration {
  readonly method: 'derpp';
  readonly size: number;
  readonly batch: number;
  /** Weight of the squared distance to the answers of then. */
  readonly alpha: number;
  /** Weight of the loss on the labels. */
  readonly beta: number;
}

/** Elastic weight consolidation, online: a weight moves the less, the more the answers to the past depended on it. */
export interface ConsolidationDeclaration {
  readonly method: 'ewc';
  /** Of the penalty: lambda. */
  readonly strength: number;
  /** Examples between two consolidations. */
  readonly every: number;
  /** What a consolidation leaves of the importances before it: gamma. */
  readonly decay: number;
}

export type ForgettingDeclaration = ReplayDeclaration | DarkReplayDeclaration | ConsolidationDeclaration;

const size = whole(1, 100_000);
const batch = whole(1, 10_000);

export const forgettingSchema = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('replay'), size, batch, weight: between(0, 1e6).exactOptional() }),
    z.strictObject({ method: z.literal('derpp'), size, batch, alpha: between(0, 1e6), beta: between(0, 1e6) }),
    z.strictObject({
      method: z.literal('ewc'),
      strength: between(0, 1e9),
      every: whole(1, 1e9),
      decay: between(0, 1),
    }),
  ],
  { error: "give a method: 'replay', 'derpp' or 'ewc'" },
);

interface ReplayOptions {
  readonly method: 'replay';
  /** @default 200 */
  readonly size?: number;
  /** @default 32 */
  readonly batch?: number;
  /**
   * Of the loss on what is learned again, beside the 1 of the micro-batch's own. Where the stream shows only a few of the classes at a
   * time, more than 1 keeps the others better. @default 1
   */
  readonly weight?: number;
}

interface DarkReplayOptions {
  readonly method: 'derpp';
  /** @default 200 */
  readonly size?: number;
  /** Drawn twice: for the answers, and for the labels. @default 32 */
  readonly batch?: number;
  /** @default 0.5 */
  readonly alpha?: number;
  /** As the weight of replay. @default 1 */
  readonly beta?: number;
}

interface ConsolidationOptions {
  readonly method: 'ewc';
  /** With too little it forgets, with too much it learns nothing new; best is to try 10 to 1,000 on data of one's own. @default 30 */
  readonly strength?: number;
  /** As many as what is to be remembered goes on for, where that is known. @default 10,000 */
  readonly every?: number;
  /** @default 1: nothing is forgotten */
  readonly decay?: number;
}

export type ForgettingOptions = ReplayOptions | DarkReplayOptions | ConsolidationOptions;

export function forgettingOf(options: ForgettingOptions): ForgettingDeclaration {
  switch (options.method) {
    case 'replay':
      return { size: 200, batch: 32, ...options };
    case 'derpp':
      return { size: 200, batch: 32, alpha: 0.5, beta: 1, ...options };
    case 'ewc':
      return { strength: 30, every: 10_000, decay: 1, ...options };
  }
}
