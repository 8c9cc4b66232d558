/** `perennial/recommendation`: what to show whom, learned interaction by interaction. */
export { DeclarationError } from '../contracts/declaration-error';
export type { Factorisation } from '../domain/learners/factorisation/user-item-learner';
export { Recall } from '../domain/recommendation/recall';
export { type Identity, type Recommended, recommend } from '../domain/recommendation/recommend';
export { type FactorisationDeclaration, type Recommendation, Recommender } from '../domain/recommendation/recommender';
export { TopN } from '../domain/recommendation/top-n';
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
