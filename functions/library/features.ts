/** `perennial/features`: scalers, imputers, and encoders of categories, fitted as the stream goes by. */
export { textKey } from '../domain/features/categories/category-key';
export { OneHotEncoder } from '../domain/features/categories/one-hot-encoder';
export { TargetEncoder, type TargetEncoding } from '../domain/features/categories/target-encoder';
export { ConstantImputer } from '../domain/features/imputation/constant-imputer';
export { type FillsColumns, fillRows } from '../domain/features/imputation/fill-rows';
export { LastValueImputer } from '../domain/features/imputation/last-value-imputer';
export { MeanImputer } from '../domain/features/imputation/mean-imputer';
export { MostFrequentImputer } from '../domain/features/imputation/most-frequent-imputer';
export { MaxAbsScaler } from '../domain/features/scaling/max-abs-scaler';
export { MinMaxScaler } from '../domain/features/scaling/min-max-scaler';
export { RobustScaler } from '../domain/features/scaling/robust-scaler';
export { type LearnsRows, partialFit, type ScalesColumns, scaleRows } from '../domain/features/scaling/scale-rows';
export { type ScalerState, StandardScaler } from '../domain/features/standard-scaler';
export type { Json, SavedState, StateArray } from '../domain/state/saved-state';
