import { createEmfMetrics, measured } from '../../../../functions/adapters/aws/emf-metrics';

/** The lines that the function would log. */
async function linesOf(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    await work();
  } finally {
    write.mockRestore();
  }
  return lines.map((line) => JSON.parse(line));
}

it('writes one line a model, of which the model is the only dimension', async () => {
  const lines = await linesOf(async () => {
    const metrics = createEmfMetrics('perennial-one');
    metrics.put('flights', 'featureDrift', 1.5, { feature: 'distance' });
    metrics.put('clicks', 'commits', 1);
    metrics.put('flights', 'learnedBehindSeconds', 12);
    metrics.flush();
    metrics.flush();
  });
  expect(lines).toHaveLength(2);
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
  expect(lines[0]).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'perennial-one',
          Dimensions: [['model']],
          Metrics: [
            { Name: 'featureDrift', Unit: 'None' },
            { Name: 'learnedBehindSeconds', Unit: 'Seconds' },
          ],
        },
      ],
    },
    model: 'flights',
    featureDrift: 1.5,
    learnedBehindSeconds: 12,
    'featureDrift.feature': 'distance',
  });
  expect(lines[1]).toMatchObject({ model: 'clicks', commits: 1 });
  expect(Object.keys(lines[1]!).sort()).toEqual(['_aws', 'commits', 'model']);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])('leaves out %p, which no metric can hold', async (value) => {
  const lines = await linesOf(async () => {
    const metrics = createEmfMetrics('perennial');
    metrics.put('flights', 'servedLoss', value);
    metrics.flush();
  });
  expect(lines).toEqual([]);
});

it('writes what was gathered when the work fails, and fails with it', async () => {
  const metrics = createEmfMetrics('perennial');
  const lines = await linesOf(async () => {
    const work = measured(metrics, async () => {
      metrics.put('flights', 'commits', 1);
      throw new Error('the work failed');
    });
    await expect(work).rejects.toThrow('the work failed');
  });
  expect(lines).toHaveLength(1);
});
