/**
 * The members of an ensemble that begins its worst one anew when a member's errors have changed for the worse: an ADWIN on the errors of
 * each. O(1) amortised per answer, log2(examples) words a member.
 */
import { Adwin } from '../../drift/detectors/adwin';
import { nestedState, nestStates, type Parts } from '../../state/nested-state';
import { floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import type { ExampleLearner, Problem } from '../learner';
import { type Member, memberState, problemOfMember, saveMembers } from './members';
import { rises } from './rising-errors';

export interface WatchSettings {
  readonly models: number;
  /** ADWIN's confidence; null: members are never replaced. */
  readonly driftDelta: number | null;
}

export class WatchedMembers {
  private constructor(
    private readonly settings: WatchSettings,
    private readonly problem: Problem,
    private readonly make: Member,
    readonly learners: ExampleLearner[],
    /** One per member; none where members are never replaced. */
    private readonly errors: Adwin[],
    private replacements: number,
    /** Per member the replacement that it came by, 0 for a first one: its seed depends on it, and what it draws from that later. */
    private readonly cameBy: Float64Array,
  ) {}

  static create(settings: WatchSettings, problem: Problem, make: Member): WatchedMembers {
    const learners = Array.from({ length: settings.models }, (_, at) => make(problemOfMember(problem, at)));
    const errors = Array.from({ length: watched(settings) }, () => adwinOf(settings));
    return new WatchedMembers(settings, problem, make, learners, errors, 0, new Float64Array(settings.models));
  }

  get areWatched(): boolean {
    return this.errors.length > 0;
  }

  /** Whether ADWIN sees that this member's errors have changed for the worse. */
  hasWorsened(at: number, error: number): boolean {
    return rises(this.errors[at]!, error);
  }

  /** The one with the most errors begins anew; gives its place. */
  replaceWorst(): number {
    const { errors, learners } = this;
    let worst = 0;
    for (let at = 1; at < errors.length; at++) if (errors[at]!.mean > errors[worst]!.mean) worst = at;
    this.replacements += 1;
    learners[worst] = this.make(problemOfMember(this.problem, worst, this.replacements));
    this.cameBy[worst] = this.replacements;
    errors[worst] = adwinOf(this.settings);
    return worst;
  }

  save(): Parts {
    const own = saveMembers(this.learners);
    const detectors = nestStates(Object.fromEntries(this.errors.map((adwin, at) => [`errors${at}`, adwin.save()])));
    return {
      scalars: { ...own.scalars, ...detectors.scalars, replacements: this.replacements },
      arrays: { ...own.arrays, ...detectors.arrays, cameBy: this.cameBy.slice() },
    };
  }

  /** From the state of the ensemble that saved them within its own. @throws StateRefused */
  static load(settings: WatchSettings, problem: Problem, make: Member, state: SavedState): WatchedMembers {
    const cameBy = floatsOf(state, 'cameBy', settings.models);
    const learners = Array.from({ length: settings.models }, (_, at) =>
      make(problemOfMember(problem, at, cameBy[at]!), memberState(state, at)),
    );
    const errors = Array.from({ length: watched(settings) }, (_, at) => Adwin.load(nestedState(state, `errors${at}`)));
    return new WatchedMembers(settings, problem, make, learners, errors, numberOf(state, 'replacements'), cameBy);
  }
}

const watched = ({ models, driftDelta }: WatchSettings): number => (driftDelta === null ? 0 : models);

const adwinOf = ({ driftDelta }: WatchSettings): Adwin =>
  driftDelta === null ? Adwin.create() : Adwin.create({ delta: driftDelta });
