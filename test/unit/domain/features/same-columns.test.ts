import { LastValueImputer } from '../../../../functions/domain/features/imputation/last-value-imputer';
import { MeanImputer } from '../../../../functions/domain/features/imputation/mean-imputer';
import { MostFrequentImputer } from '../../../../functions/domain/features/imputation/most-frequent-imputer';
import { MaxAbsScaler } from '../../../../functions/domain/features/scaling/max-abs-scaler';
import { MinMaxScaler } from '../../../../functions/domain/features/scaling/min-max-scaler';
import { RobustScaler } from '../../../../functions/domain/features/scaling/robust-scaler';
import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';

it.each([
  ['standard scaler', () => StandardScaler.create(3).merge(StandardScaler.create(2))],
  ['min-max scaler', () => MinMaxScaler.create(3).merge(MinMaxScaler.create(2))],
  ['max-abs scaler', () => MaxAbsScaler.create(3).merge(MaxAbsScaler.create(2))],
  ['robust scaler', () => RobustScaler.create(3, 1).merge(RobustScaler.create(2, 9))],
  ['mean imputer', () => MeanImputer.create(3).merge(MeanImputer.create(2))],
  ['most-frequent imputer', () => MostFrequentImputer.create(3, 4).merge(MostFrequentImputer.create(2, 4))],
  ['last-value imputer', () => LastValueImputer.create(3).merge(LastValueImputer.create(2))],
])('a %s does not merge with one of other columns', (_, merge) => {
  expect(merge).toThrow('one of 2 columns does not merge into one of 3');
});
