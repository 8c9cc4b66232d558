/** Ways of breaking the code that the simulation must find, each a mistake that somebody could make. */
import type { Edit } from './mutate';

export interface Mutation {
  readonly name: string;
  readonly edits: readonly Edit[];
}

const JOIN = 'functions/join-labels/join-labels.ts';
const CLOSE = 'functions/close-windows/close-windows.ts';
const LEARN = 'functions/learn/learn.ts';
const COMMIT = 'functions/learn/commit.ts';
const SESSION = 'functions/learn/session.ts';
const WORKSPACE = 'functions/learn/workspace.ts';
const WAITING = 'functions/domain/labels/waiting.ts';
const MEMORY_WAITING = 'functions/adapters/memory/waiting-events.ts';

const SETTLE = "if ((await deps.waiting.settle(shard, next, state ?? null)) === 'conflict') return null;";
const PUT_LETTERS = 'if (letters.length > 0) await deps.deadLetters.put(letters);';
const PUT_ENDED = 'await putBlock(deps.examples, declaration, origin, completed);';
const IF_COMMITTED = "if ((await this.deps.heads.commit(commit)) === 'committed') {";

export const mutations: readonly Mutation[] = [
  {
    name: "the shard's position is saved before its letters",
    edits: [
      { file: JOIN, find: `  ${PUT_LETTERS}\n`, replace: '' },
      {
        file: JOIN,
        find: SETTLE,
        replace: `const result = await deps.waiting.settle(shard, next, state ?? null);\n${PUT_LETTERS}\nif (result === 'conflict') return null;`,
      },
    ],
  },
  {
    name: "the windows' position is saved before their block",
    edits: [
      { file: CLOSE, find: PUT_ENDED, replace: '' },
      { file: CLOSE, find: 'if (isLast) return;', replace: `${PUT_ENDED}\nif (isLast) return;` },
    ],
  },
  {
    name: 'dedupe is off by one',
    edits: [
      {
        file: 'functions/domain/lineage/sequence.ts',
        find: 'compareSequences(sequence, position) <= 0',
        replace: 'compareSequences(sequence, position) < 0',
      },
    ],
  },
  {
    name: 'sequence numbers are compared as texts',
    edits: [
      {
        file: 'functions/domain/lineage/sequence.ts',
        find: 'if (a.length !== b.length) return a.length - b.length;',
        replace: '',
      },
    ],
  },
  {
    name: 'a block that was learned in part is learned whole',
    edits: [
      {
        file: LEARN,
        find: 'from === 0 ? examples : sliceColumns(examples, from, sequence.length)',
        replace: 'examples',
      },
    ],
  },
  {
    name: "the optimizer's slots are left out of the checkpoint",
    edits: [
      {
        file: 'functions/domain/learners/linear/adagrad.ts',
        find: 'squares: columnOf(this.cells, STRIDE, 1)',
        replace: 'squares: new Float64Array(this.cells.length / STRIDE)',
      },
    ],
  },
  {
    name: "the features' standardisation is left out of the checkpoint",
    edits: [
      {
        file: 'functions/domain/features/standard-scaler.ts',
        find: 'mean: this.mean.slice(), squares: this.squares.slice() };',
        replace: 'mean: new Float64Array(this.columns), squares: this.squares.slice() };',
      },
    ],
  },
  {
    name: 'the remainder is dropped when a session is opened',
    edits: [
      {
        file: SESSION,
        find: 'waiting: workspace.waiting,',
        replace: 'waiting: createColumnsBuilder(declaration).finish(),',
      },
    ],
  },
  {
    name: 'how long labels take is forgotten between sessions',
    edits: [
      {
        file: WORKSPACE,
        find: 'labelDelay: LabelDelay.load(states.labelDelay!),',
        replace: 'labelDelay: LabelDelay.create(),',
      },
    ],
  },
  {
    name: 'a waiting item is removed before its block is acknowledged',
    edits: [
      {
        file: MEMORY_WAITING,
        find: 'if (item !== undefined) items.set(arrival.eventId, item);',
        replace:
          "if (item?.state === 'done') items.delete(arrival.eventId); else if (item !== undefined) items.set(arrival.eventId, item);",
      },
    ],
  },
  {
    name: 'a retry is answered "duplicate"',
    edits: [{ file: WAITING, find: 'if (madeBy(item.joined, arrival)) {', replace: 'if (madeBy(null, arrival)) {' }],
  },
  {
    name: "the windows' position is not saved",
    edits: [
      {
        file: CLOSE,
        find: 'state = settled(position, tallies);',
        replace: "state = settled(from?.position ?? '0', tallies);",
      },
    ],
  },
  {
    name: 'an end of window that was not acknowledged is not given again',
    edits: [{ file: MEMORY_WAITING, find: 'unsettled.set(due.eventId, due);', replace: '' }],
  },
  {
    name: 'the origin of a default label is the shard of its prediction',
    edits: [{ file: CLOSE, find: PUT_ENDED, replace: PUT_ENDED.replace('origin, completed', "'shard-0', completed") }],
  },
  {
    name: 'a window that has ended ends again',
    edits: [
      {
        file: MEMORY_WAITING,
        find: "if (item.state === 'done' || item.state === 'settled' ||",
        replace: "if (item.state === 'settled' ||",
      },
    ],
  },
  {
    name: 'which half never came is forgotten when an item is settled',
    edits: [
      {
        file: 'functions/domain/labels/arrive.ts',
        find: "const lacks = ended === null ? null : predictedAtMs === null ? 'prediction' : outcomeAtMs === null ? 'outcome' : null;",
        replace: 'const lacks = null;',
      },
    ],
  },
  {
    name: 'the last writer of a head wins',
    edits: [
      {
        file: 'functions/adapters/memory/heads.ts',
        find: "if (stored.length !== revision - 1) return 'conflict';",
        replace: '',
      },
    ],
  },
  {
    name: 'the last reader of a shard settles it, whatever another one has counted',
    edits: [{ file: JOIN, find: 'settle(shard, next, state ?? null)', replace: 'settle(shard, next)' }],
  },
  {
    name: 'the warm session is kept after a failed commit',
    edits: [
      {
        file: LEARN,
        find: '    this.session = undefined;\n    if (warm !== undefined) return warm;',
        replace: '    if (warm !== undefined) return warm;',
      },
    ],
  },
  {
    name: 'the workspace is put after the commit that names it',
    edits: [
      {
        file: COMMIT,
        find: 'const workspace = await deps.objects.put(workspaceBytes(session));',
        replace:
          "const bytes = workspaceBytes(session);\nconst workspace = require('../domain/checkpoint/object-name').nameOf(bytes);\nObject.assign(session, { put: () => deps.objects.put(bytes) });",
      },
      { file: LEARN, find: IF_COMMITTED, replace: `${IF_COMMITTED}\nawait Reflect.get(session, 'put')();` },
    ],
  },
  {
    name: 'what a commit makes needless is deleted before it',
    edits: [{ file: LEARN, find: IF_COMMITTED, replace: `await this.deleteGarbage(commit.head);\n${IF_COMMITTED}` }],
  },
  {
    name: 'a sealed candidate goes on learning with its line',
    edits: [
      {
        file: 'functions/learn/predictors.ts',
        find: 'this.keep(version, trainedOf({ ...about, state: learner.save() }, this.neural));',
        replace: 'this.keep(version, { learner, about, declaration: about.learner });',
      },
    ],
  },
  {
    name: 'opening a head that moves on meanwhile gives up',
    edits: [{ file: SESSION, find: 'if (latest?.revision === head?.revision) throw error;', replace: 'throw error;' }],
  },
];
