/**
 * What should this user be shown, by name, from what users took or rated so far? One of the two factorisations with the names of its items:
 * each interaction is learned when it happens, so that a new user is served within the session, and whoever is unknown by what is
 * liked in general. Costs are those of recommend.ts and of the factorisation, and the names of the items that have a row.
 *
 * Items that nobody has met cannot be recommended; without any, the list is empty.
 */
import type {
  MatrixFactorisationDeclaration,
  PositiveFactorisationDeclaration,
} from '../../contracts/learners/factorisation';
import { categorical } from '../../contracts/model';
import { type Factorisation, UserItemLearner } from '../learners/factorisation/user-item-learner';
import { type Circumstances, OnlineModel, type OnlineModelOptions } from '../learners/online-model';
import { nestedState, nestStates } from '../state/nested-state';
import { expectState, type SavedState, StateRefused } from '../state/saved-state';
import { type Identity, recommend } from './recommend';

const KIND = 'recommender';
const FORMAT = 1;

export type FactorisationDeclaration = MatrixFactorisationDeclaration | PositiveFactorisationDeclaration;

export interface Recommendation {
  readonly item: string;
  /** Of biased factorisation: standard deviations above the mean; of that of positives alone: nearer to 1 is better. */
  readonly score: number;
}

export class Recommender {
  private constructor(
    private readonly declaration: FactorisationDeclaration,
    private readonly model: OnlineModel,
    /** By row. */
    private readonly names: string[],
  ) {}

  /** @throws DeclarationError */
  static create(declaration: FactorisationDeclaration, seed = 1): Recommender {
    return new Recommender(declaration, OnlineModel.create(optionsOf(declaration, seed)), []);
  }

  /** @throws DeclarationError, StateRefused */
  static load(declaration: FactorisationDeclaration, state: SavedState, seed = 1): Recommender {
    expectState(state, KIND, FORMAT);
    const model = OnlineModel.load(optionsOf(declaration, seed), nestedState(state, 'model'));
    const { names } = state.scalars;
    const recommender = new Recommender(declaration, model, []);
    const { rows } = recommender.factorisation.items.table;
    if (!Array.isArray(names) || names.length !== rows) {
      throw new StateRefused(`the ${KIND} state has not one name for each of its ${rows} items`);
    }
    for (const name of names) recommender.names.push(String(name));
    return recommender;
  }

  /** The user has taken the item, or made `outcome` of it. */
  learn(user: string, item: string, outcome = 1, circumstances: Circumstances = {}): void {
    const { declaration, model, names } = this;
    model.learn({ [declaration.user]: user, [declaration.item]: item }, outcome, circumstances);
    const { items } = this.factorisation;
    const [low, high] = this.identityOf(declaration.item, item);
    const row = items.find(low, high);
    if (row < 0) return;
    while (names.length < items.table.rows) names.push('');
    names[row] = item;
  }

  /** The n best for this user, best first. */
  recommend(user: string, n: number, without: readonly string[] = []): Recommendation[] {
    const { declaration, names } = this;
    const { items } = this.factorisation;
    const excluded = without.map((item) => this.identityOf(declaration.item, item));
    const best = recommend(this.factorisation, this.identityOf(declaration.user, user), n, excluded);
    return best.map(({ item: [low, high], score }) => ({ item: names[items.find(low, high)]!, score }));
  }

  save(): SavedState {
    const { scalars, arrays } = nestStates({ model: this.model.save() });
    const { table } = this.factorisation.items;
    const names = Array.from({ length: table.rows }, (_, row) => (table.holds(row) ? this.names[row]! : ''));
    return { kind: KIND, format: FORMAT, scalars: { ...scalars, names }, arrays };
  }

  private get factorisation(): Factorisation {
    const { learner } = this.model;
    if (learner instanceof UserItemLearner) return learner.factors;
    throw new TypeError(`a recommender needs a factorisation, and ${learner.kind} is none`);
  }

  private identityOf(feature: string, name: string): Identity {
    const { identity } = this.model.encode({ [feature]: name });
    const at = 2 * this.model.problem.categoricalNames.indexOf(feature);
    return [identity[at]!, identity[at + 1]!];
  }
}

const optionsOf = (learner: FactorisationDeclaration, seed: number): OnlineModelOptions => ({
  outcome: learner.kind === 'positiveOnlyFactorisation' ? 'binary' : 'regression',
  features: { [learner.user]: categorical(), [learner.item]: categorical() },
  learner,
  seed,
});
