/**
 * What every learner promises, as one suite. `make` gives an untrained learner, `load` one that goes on from a state; the
 * promises that not every learner can give are flags.
 */
import fc from 'fast-check';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import type { ExampleLearner, Learner, LearnerState, Problem } from '../../functions/domain/learners/learner';
import { batchOf, example, examplesOf, problemFor, sameBits, stateBytes, throughCheckpoint } from './learner-batches';

export interface LearnerPromises {
  readonly tasks: readonly Problem['task'][];
  /** Learning a batch is learning its examples one after the other, to the bit. */
  readonly oneByOne: boolean;
  /** Weight 2 is the example twice, to the bit. */
  readonly weightsRepeat: boolean;
}

export function learnerContract(
  name: string,
  make: (problem: Problem) => Learner,
  load: (problem: Problem, state: LearnerState) => Learner,
  promises: LearnerPromises,
): void {
  describe.each(promises.tasks)(`${name}, %s`, (task) => {
    const problem = problemFor(task);
    const stream = examplesOf(problem, 60, 11);
    const probe = batchOf(problem, examplesOf(problem, 20, 12));

    const learned = (...batches: readonly LabelledBatch[]): Learner => {
      const learner = make(problem);
      for (const batch of batches) learner.learn(batch);
      return learner;
    };
    const predictions = (learner: Learner, batch = probe): Float64Array => {
      const out = new Float64Array(batch.count * problem.outputs);
      learner.predict(batch, out);
      return out;
    };
    const whole = () => learned(batchOf(problem, stream));

    it('predicting changes nothing, in the learner or in the batch', () => {
      for (const learner of [make(problem), whole()]) {
        const [state, batch] = [stateBytes(learner.save()), structuredClone(probe)];
        const first = predictions(learner);
        expect(sameBits(stateBytes(learner.save()), state)).toBe(true);
        expect(probe).toEqual(batch);
        expect(predictions(learner)).toEqual(first);
      }
    });

    it('learning changes the learner and never its argument', () => {
      const [batch, copy] = [batchOf(problem, stream), batchOf(problem, stream)];
      const learner = learned(batch);
      expect(batch).toEqual(copy);
      expect(sameBits(stateBytes(learner.save()), stateBytes(make(problem).save()))).toBe(false);
    });

    it('the same examples make the same learner', () => {
      expect(sameBits(stateBytes(whole().save()), stateBytes(whole().save()))).toBe(true);
    });

    it('stopped anywhere, stored, and resumed, it is what it would have been, to the bit', () => {
      const batches = Array.from({ length: 6 }, (_, at) => batchOf(problem, stream.slice(10 * at, 10 * at + 10)));
      const end = learned(...batches);
      for (let cut = 0; cut <= batches.length; cut++) {
        const resumed = load(problem, throughCheckpoint(problem, learned(...batches.slice(0, cut)).save()));
        for (const batch of batches.slice(cut)) resumed.learn(batch);
        expect(sameBits(stateBytes(resumed.save()), stateBytes(end.save()))).toBe(true);
        expect(predictions(resumed)).toEqual(predictions(end));
      }
    });

    it('a saved state stays as it is while the learner goes on, and what was loaded from it too', () => {
      const learner = whole();
      const state = learner.save();
      const before = stateBytes(state);
      learner.learn(probe);
      const [first, second] = [load(problem, state), load(problem, state)];
      first.learn(probe);
      expect(sameBits(stateBytes(state), before)).toBe(true);
      expect(sameBits(stateBytes(second.save()), before)).toBe(true);
    });

    it('no examples: nothing learned, nothing written', () => {
      const learner = whole();
      const before = stateBytes(learner.save());
      learner.learn(batchOf(problem, []));
      expect(sameBits(stateBytes(learner.save()), before)).toBe(true);
      expect(predictions(learner, batchOf(problem, []))).toHaveLength(0);
    });

    it('a prediction is one row per example, the same alone as among others, and nothing more', () => {
      const learner = whole();
      const all = predictions(learner);
      const roomy = new Float64Array(all.length + 1).fill(77);
      learner.predict(probe, roomy);
      expect(roomy.at(-1)).toBe(77);
      const each = examplesOf(problem, 20, 12).flatMap((one) => [...predictions(learner, batchOf(problem, [one]))]);
      // Not to the bit: a matrix product may sum a batch of one in another order.
      for (const [at, value] of each.entries()) expect(value).toBeCloseTo(all[at]!, 5);
    });

    it('whatever it has seen, it predicts finite values in range', () => {
      fc.assert(
        fc.property(
          fc.array(example(problem), { maxLength: 12 }),
          fc.array(example(problem), { minLength: 1 }),
          (seen, asked) => {
            const learner = learned(batchOf(problem, seen), batchOf(problem, seen));
            const out = predictions(learner, batchOf(problem, asked));
            for (const value of out) expect(Number.isFinite(value)).toBe(true);
            if (task === 'regression') return;
            for (const value of out) expect(value >= 0 && value <= 1).toBe(true);
            if (task !== 'multiclass') return;
            for (let at = 0; at < asked.length; at++) {
              const row = out.subarray(at * problem.outputs, (at + 1) * problem.outputs);
              expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
            }
          },
        ),
        { seed: 13, numRuns: 60 },
      );
    });

    it('refuses a state of another kind, naming both', () => {
      const foreign = { ...whole().save(), kind: 'oracle' };
      expect(() => load(problem, foreign)).toThrow(
        expect.objectContaining({ message: expect.stringContaining('oracle') }),
      );
      expect(() => load(problem, foreign)).toThrow(make(problem).kind);
    });

    it('refuses a state of a later format, naming both', () => {
      const { format, ...state } = whole().save();
      expect(() => load(problem, { ...state, format: format + 1 })).toThrow(`format ${format + 1}`);
      expect(() => load(problem, { ...state, format: format + 1 })).toThrow(new RegExp(`to ${format}\\b`));
    });

    if (promises.oneByOne) {
      it('a batch is its examples one by one, to the bit', () => {
        const oneByOne = learned(...stream.map((one) => batchOf(problem, [one])));
        expect(sameBits(stateBytes(oneByOne.save()), stateBytes(whole().save()))).toBe(true);
      });
    }

    const [together, apart] = promises.oneByOne ? [make(problem), make(problem)] : [];
    if (together !== undefined && apart !== undefined && takesExamples(together) && takesExamples(apart)) {
      it('an example predicted and learned at one go is predicted, then learned, to the bit', () => {
        const batch = batchOf(problem, stream);
        const [one, other] = [new Float64Array(problem.outputs), new Float64Array(problem.outputs)];
        for (let at = 0; at < batch.count; at++) {
          together.predictAndLearnExample(batch, at, batch.weight[at]!, one, 0);
          apart.predictExample(batch, at, other, 0);
          apart.learnExample(batch, at, batch.weight[at]!);
          expect(one).toEqual(other);
        }
        expect(sameBits(stateBytes(together.save()), stateBytes(apart.save()))).toBe(true);
      });
    }

    if (promises.weightsRepeat) {
      it('weight 2 is the example twice, to the bit', () => {
        const plain = stream.map((one) => ({ ...one, weight: 1 }));
        const doubled = learned(
          batchOf(
            problem,
            plain.map((one) => ({ ...one, weight: 2 })),
          ),
        );
        const repeated = learned(
          batchOf(
            problem,
            plain.flatMap((one) => [one, one]),
          ),
        );
        expect(sameBits(stateBytes(doubled.save()), stateBytes(repeated.save()))).toBe(true);
      });
    }
  });
}

const takesExamples = (learner: Learner): learner is ExampleLearner => 'predictAndLearnExample' in learner;
