/**
 * What the probe's functions do, as source text: a record's data is JSON {"n": 7}; with {"poison": true} it can't be processed.
 * They answer with the numbers that they took, in order.
 */
const TAKE = `
const parse = (record) => JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString('utf8'));
const metric = (processed) => console.log(JSON.stringify({
  _aws: {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'Probe', Dimensions: [['model']], Metrics: [{ Name: 'processed', Unit: 'Count' }] }],
  },
  model: 'probe',
  processed,
}));
`;

/** Takes all of a batch or, if one record is poison, nothing. */
export const THROWING = `${TAKE}
exports.handler = async ({ Records }) => {
  const values = Records.map(parse);
  if (values.some(({ poison }) => poison)) throw new Error('poison');
  metric(values.length);
  return { took: values.map(({ n }) => n) };
};`;

/** Takes what comes before the poison, and says where it stopped. */
export const REPORTING = `${TAKE}
let failures = 0;
exports.handler = async ({ Records }) => {
  const took = [];
  for (const record of Records) {
    const { n, poison, once } = parse(record);
    if (poison || (once && failures++ === 0)) {
      return { took, batchItemFailures: [{ itemIdentifier: record.kinesis.sequenceNumber }] };
    }
    took.push(n);
  }
  return { took, batchItemFailures: [] };
};`;

/** Fails at the first attempt with a message, and answers with the sizes of the failed batches that it hears of. */
export const BURYING = `
exports.handler = async ({ Records }) => {
  if (Records.some(({ attributes }) => attributes.ApproximateReceiveCount === '1')) throw new Error('the first attempt fails');
  return { took: Records.map(({ body }) => JSON.parse(body).KinesisBatchInfo.batchSize) };
};`;
