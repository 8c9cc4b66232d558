import { createEventParser, type ParsedEvent } from '../../../../functions/contracts/events';
import { smokeEvents } from '../../../../functions/local/smoke/smoke-events';
import { binaryModel, multiclassModel, regressionModel } from '../../../support/learning';

const settings = { pairs: 40, seed: 7, run: 'r1', predictedAtMs: Date.UTC(2024, 0, 1) };

describe.each([binaryModel(), multiclassModel(), regressionModel()])('the events for $outcome.kind', (declaration) => {
  const events = smokeEvents(declaration, settings);
  const parse = createEventParser([declaration]);
  const parsed = (lines: readonly string[]): ParsedEvent[] =>
    lines.map((line) => {
      const read = parse(line);
      if ('refused' in read) throw new Error(read.refused.reason);
      return read.event;
    });

  it('are pairs that the model accepts, each of one id, the outcome a second later', () => {
    const predictions = parsed(events.predictions);
    const outcomes = parsed(events.outcomes);
    expect(new Set(predictions.map(({ eventId }) => eventId)).size).toBe(40);
    expect(outcomes.map(({ eventId }) => eventId)).toEqual(predictions.map(({ eventId }) => eventId));
    expect(outcomes.map(({ timeMs }, at) => timeMs - predictions[at]!.timeMs)).toEqual(Array(40).fill(1000));
    for (const { served } of predictions) {
      expect(Object.keys(served!.features).sort()).toEqual(Object.keys(declaration.features).sort());
      expect(served).toMatchObject({ source: 'perennial-smoke', weight: 2 ** -20 });
    }
  });

  it('have outcomes of every class', () => {
    const { outcome } = declaration;
    const classes = outcome.kind === 'binary' ? 2 : outcome.kind === 'multiclass' ? outcome.classes.length : 40;
    expect(new Set(parsed(events.outcomes).map(({ label }) => label)).size).toBe(classes);
  });

  it('are the same for the same seed, and of other ids in another run', () => {
    expect(smokeEvents(declaration, settings)).toEqual(events);
    const other = smokeEvents(declaration, { ...settings, run: 'r2' });
    const ids = (lines: readonly string[]) => parsed(lines).map(({ eventId }) => eventId);
    expect(ids(events.predictions).filter((id) => ids(other.predictions).includes(id))).toEqual([]);
  });

  it('are asked for by a request that repeats the first prediction', () => {
    const [first] = parsed(events.predictions);
    expect(parsed([JSON.stringify({ type: 'prediction', model: declaration.name, ...events.request })])).toMatchObject([
      { eventId: first!.eventId, timeMs: first!.timeMs, served: { features: first!.served!.features } },
    ]);
  });
});
