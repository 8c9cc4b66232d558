/** The package as a team imports it: declare models. */
export type { ModelDeclaration } from './contracts/declaration';
export { days, hours, minutes, seconds } from './contracts/duration';
export {
  binary,
  categorical,
  DeclarationError,
  lastOutcome,
  linear,
  logistic,
  type ModelOptions,
  model,
  multiclass,
  neural,
  numeric,
  prior,
  regression,
  whenBetter,
} from './contracts/model';
