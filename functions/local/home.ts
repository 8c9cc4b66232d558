/**
 * Where does a model live? In a state folder on this machine, or in a deployed stack. Commands look at it and act on it through
 * this, and print the same documents of either.
 */

import type { ModelDeclaration } from '../contracts/declaration';
import type { DeadLetters } from '../ports/dead-letters';
import type { Heads } from '../ports/heads';
import type { Objects } from '../ports/objects';
import type { Answer, PredictRequest } from '../predict/predict';
import type { Moved, Order } from '../promote/promote';
import type { Received } from './learning/learning-side';
import { UsageError } from './usage-error';

export interface Place {
  /** A state folder. @default the one in .perennial */
  readonly state?: string;
  /** The name of a deployed stack, instead of a folder. */
  readonly stack?: string;
}

export interface HomeOptions extends Place {
  /** Needed where several models live. */
  readonly model?: string;
  /** Where the declaration is, unless the place knows it. */
  readonly modelFile?: string;
}

export interface AnsweringOptions {
  /** Prediction events are appended to this file. */
  readonly log?: string;
  /** Told of what went wrong without failing an answer. */
  readonly problem: (message: string) => void;
}

export interface Home {
  /** For documents. */
  readonly at: { readonly state: string } | { readonly stack: string };
  /** For people: the folder, or the stack by name. */
  readonly place: string;
  readonly model: string;
  readonly heads: Heads;
  /** Checkpoints and workspaces. */
  readonly objects: Objects;
  /** Learned examples. */
  readonly archive: Objects;
  received(): Promise<Received>;
  /** @throws UsageError, ModelNotFound, ModelFileUnusable */
  declaration(): Promise<ModelDeclaration>;
  promote(version: string, order: Order): Promise<Moved>;
  /** @param to the version to go back to; undefined: the champion before */
  rollBack(to: string | undefined, order: Order): Promise<Moved>;
  answering(options: AnsweringOptions): Promise<(request: PredictRequest) => Promise<Answer>>;
}

export type Letters = Pick<DeadLetters, 'list' | 'count'>;

/** AWS's clients take a while to load: only what is deployed there pays for them. */
const onAws = () => import('./aws/stack-home');
const onDisk = () => import('./folder-home');

/** @throws UsageError, NotAStateFolder, StateTooNew, StateDamaged */
export async function openHome(options: HomeOptions): Promise<Home> {
  const stack = stackIn(options);
  return stack === undefined ? (await onDisk()).openFolder(options) : (await onAws()).openStackHome(stack, options);
}

/** @throws UsageError, NotAStateFolder, StateTooNew, StateDamaged */
export async function openLetters(options: Place): Promise<Letters> {
  const stack = stackIn(options);
  return stack === undefined ? (await onDisk()).folderLetters(options) : (await onAws()).stackLetters(stack);
}

/** For commands that have no other place. @throws UsageError */
export function neededStack(place: Place): string {
  const stack = stackIn(place);
  if (stack === undefined) throw new UsageError('--stack: give the name of a deployed stack');
  return stack;
}

/** @throws UsageError when a folder is named too */
export function stackIn({ state, stack }: Place): string | undefined {
  if (state !== undefined && stack !== undefined)
    throw new UsageError('--stack: give either --stack NAME or --state DIR, not both');
  if (stack === '') throw new UsageError('--stack: got ""; give the name of a deployed stack');
  return stack;
}

/** For what a stack's functions do: they have their declarations with them. @throws UsageError */
export function noModelFile({ stack, modelFile }: HomeOptions): void {
  if (stack !== undefined && modelFile !== undefined)
    throw new UsageError(`--model-file: stack ${stack} knows its declarations; leave it out`);
}
