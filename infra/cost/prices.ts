/**
 * AWS's list prices in us-east-1 (N. Virginia), in US dollars, without free tiers and discounts, as of `asOf`. Check them on AWS's pages
 * before you decide by them: this table does not follow when AWS changes a price. AWS fills its pages' numbers in by script, so each
 * was compared with a second source that quotes them, named after the page.
 */
export const PRICES = {
  asOf: '2025-06-01',
  region: 'us-east-1',

  /**
   * https://aws.amazon.com/kinesis/data-streams/pricing/, which says in text how records are rounded; prices as AWS's price list API
   * told infracost: internal/providers/terraform/aws/testdata/kinesis_stream_test/kinesis_stream_test.golden
   */
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

  /**
   * https://aws.amazon.com/lambda/pricing/, https://cloudchipr.com/blog/aws-lambda-pricing. First tier. Since August 2025 the start of an
   * instance is billed too.
   */
  lambda: { perMillionRequests: 0.2, perGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 } },

  /**
   * https://aws.amazon.com/dynamodb/pricing/on-demand/, half of what it was until November 2024:
   * https://airbyte.com/data-engineering-resources/dynamodb-pricing (July 2025)
   */
  dynamodb: { perMillionWriteUnits: 0.625, perMillionReadUnits: 0.125 },

  /**
   * https://aws.amazon.com/s3/pricing/: S3 Standard, first 50 TB.
   * https://devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples
   */
  s3: { perMillionPuts: 5, perMillionGets: 0.4, perGbMonth: 0.023 },

  /**
   * https://aws.amazon.com/cloudwatch/pricing/, https://signoz.io/guides/cloudwatch-pricing (metrics, February 2026),
   * https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/ (logs and dashboards, June 2026).
   */
  cloudwatch: { perMetricMonth: 0.3, perAlarmMonth: 0.1, perDashboardMonth: 3, perGbLogged: 0.5 },

  /** https://aws.amazon.com/step-functions/pricing/: standard workflows, the page's own table. */
  stepFunctions: { perMillionTransitions: 25 },

  /** https://aws.amazon.com/kms/pricing/, not compared. */
  kms: { perKeyMonth: 1, perMillionRequests: 3 },
} as const;

export const HOURS_PER_MONTH = 730;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
