/** Short ways to name a source of a model. */
import type { MetricName } from '../../functions/contracts/metrics';
import type { ModelFunction, PlatformFunction, Source, Statistic } from './watch';

/** A metric that our functions write. */
export const own = (metric: MetricName, statistic: Statistic): Source => ({ from: 'own', metric, statistic });

export const errors = (of: ModelFunction | PlatformFunction): Source => ({
  from: 'function',
  of,
  metric: 'Errors',
  statistic: 'Sum',
});

export const throttles = (of: ModelFunction | PlatformFunction): Source => ({
  from: 'function',
  of,
  metric: 'Throttles',
  statistic: 'Sum',
});

export const invocations = (of: ModelFunction | PlatformFunction): Source => ({
  from: 'function',
  of,
  metric: 'Invocations',
  statistic: 'Sum',
});

/** How old the last record was when the function was given it. */
export const iteratorAge = (of: ModelFunction | PlatformFunction): Source => ({
  from: 'function',
  of,
  metric: 'IteratorAge',
  statistic: 'Maximum',
});

export const duration = (of: ModelFunction | PlatformFunction): Source => ({
  from: 'function',
  of,
  metric: 'Duration',
  statistic: 'Sum',
});
