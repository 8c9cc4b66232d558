/**
 * What a model keeps between two commits beside its checkpoints: the examples that wait for a full micro-batch, what
 * the contest waits with, and the scores.
 * One object, replaced by every commit.
 */
import type { ModelDeclaration, OutcomeDeclaration } from '../contracts/declaration';
import { textsField } from '../domain/checkpoint/json-fields';
import { decodeBundle, encodeBundle } from '../domain/checkpoint/state-bundle';
import type { ExampleColumns } from '../domain/examples/columns';
import { decodeExamples, encodeExamples } from '../domain/examples/examples-codec';
import { LabelDelay } from '../domain/labels/label-delay';
import { problemOf } from '../domain/learners/create';
import type { LearnerState } from '../domain/learners/learner';
import { Maturing } from '../domain/promotion/maturing';
import { Scoreboard } from './scoreboard';
import { loadServed, type ServedLately, saveServed } from './served-lately';

const KIND = 'workspace';
/** 2: the boards go by line, since a learner can have two. Format 1, by learner, is read too. */
const FORMAT = 2;

export const SERVED = 'served';
/** Of the line with which a training began: it goes on in place of it after a rollback, with its scores. */
export const boardName = (root: number): string => `line:${root}`;

export interface Workspace {
  readonly waiting: ExampleColumns;
  /** By `boardName`, and `SERVED`. */
  readonly boards: ReadonlyMap<string, Scoreboard>;
  readonly classCounts: Float64Array;
  readonly labelDelay: LabelDelay;
  readonly maturing: Maturing;
  readonly servedLately: ServedLately;
}

export function encodeWorkspace(
  declaration: ModelDeclaration,
  { waiting, boards, classCounts, labelDelay, maturing, servedLately }: Workspace,
): Uint8Array {
  const states: Record<string, LearnerState> = {
    kept: {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { waiting: encodeExamples(waiting, declaration), classCounts },
    },
    labelDelay: labelDelay.save(),
    maturing: maturing.save(),
    servedLately: saveServed(servedLately),
  };
  for (const [name, board] of boards) {
    const { series, recent } = board.save();
    states[`series:${name}`] = series;
    states[`recent:${name}`] = recent;
  }
  const header = { boards: [...boards.keys()], predicts: labelsOf(declaration.outcome) };
  return encodeBundle({ kind: KIND, format: FORMAT, header, states });
}

/** What a label is, and which number stands for which class: scores, champions and waiting examples mean nothing under another. */
const labelsOf = (outcome: OutcomeDeclaration): string[] => [
  outcome.kind,
  ...(outcome.kind === 'multiclass' ? outcome.classes : []),
];

export class OutcomeChanged extends Error {
  override readonly name = 'OutcomeChanged';
  constructor(model: string, learned: readonly string[], declared: readonly string[]) {
    const shown = ([kind, ...classes]: readonly string[]): string =>
      classes.length === 0 ? `${kind}` : `${kind} (${classes.join(', ')})`;
    super(
      `model ${model} has learned a ${shown(learned)} outcome and is declared with ${shown(declared)}; ` +
        'declare what it had, or give the new model a name of its own',
    );
  }
}

/** @throws CheckpointDamaged, CheckpointTooNew, OutcomeChanged */
export function decodeWorkspace(bytes: Uint8Array, declaration: ModelDeclaration): Workspace {
  const { header, states } = decodeBundle(bytes, KIND, FORMAT);
  const learned = textsField(header, 'predicts');
  const declared = labelsOf(declaration.outcome);
  if (learned.join('\0') !== declared.join('\0')) throw new OutcomeChanged(declaration.name, learned, declared);
  const boards = new Map<string, Scoreboard>();
  for (const name of textsField(header, 'boards')) {
    boards.set(name, Scoreboard.load({ series: states[`series:${name}`]!, recent: states[`recent:${name}`]! }));
  }
  const { waiting, classCounts } = states.kept!.arrays;
  return {
    waiting: decodeExamples(waiting as Uint8Array, declaration),
    boards,
    classCounts: classCounts as Float64Array,
    labelDelay: LabelDelay.load(states.labelDelay!),
    maturing: Maturing.load(problemOf(declaration).outputs, states.maturing!),
    servedLately: loadServed(states.servedLately),
  };
}
