/**
 * AWS's list prices in us-east-1 (N. Virginia), in US dollars, without free tiers and discounts, as the pricing pages named below
 * gave them at `asOf`. Check them there before you decide by them: this table does not follow when AWS changes a price.
 */
export const PRICES = {
  asOf: '2025-06-01',
  region: 'us-east-1',

  /** https://aws.amazon.com/kinesis/data-streams/pricing/ */
  kinesis: {
    onDemand: {
      perStreamHour: 0.04,
      /** Each record rounded up to 1 KB. */
      perGbIn: 0.08,
      perGbOut: 0.04,
      perGbOutFannedOut: 0.05,
      /** Kept longer than a day, up to seven. */
      perGbMonthKept: 0.1,
    },
    provisioned: {
      perShardHour: 0.015,
      /** Of up to 25 KB. */
      perMillionPuts: 0.014,
      perShardHourKept: 0.02,
      perConsumerShardHour: 0.015,
      perGbOutFannedOut: 0.013,
    },
    /** Kept longer than seven days, in both modes. */
    perGbMonthKeptLong: 0.023,
  },

  /** https://aws.amazon.com/lambda/pricing/ */
  lambda: { perMillionRequests: 0.2, perGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 } },

  /** https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  dynamodb: { perMillionWriteUnits: 0.625, perMillionReadUnits: 0.125 },

  /** https://aws.amazon.com/s3/pricing/: S3 Standard, first 50 TB. */
  s3: { perMillionPuts: 5, perMillionGets: 0.4, perGbMonth: 0.023 },

  /** https://aws.amazon.com/cloudwatch/pricing/ */
  cloudwatch: { perMetricMonth: 0.3, perAlarmMonth: 0.1, perDashboardMonth: 3, perGbLogged: 0.5 },

  /** https://aws.amazon.com/step-functions/pricing/: standard workflows. */
  stepFunctions: { perMillionTransitions: 25 },

  /** https://aws.amazon.com/kms/pricing/ */
  kms: { perKeyMonth: 1, perMillionRequests: 3 },
} as const;

export const HOURS_PER_MONTH = 730;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
