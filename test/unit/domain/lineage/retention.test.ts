import type { Line, Reign, StoredVersion } from '../../../../functions/domain/lineage/head';
import { retain, retainReigns } from '../../../../functions/domain/lineage/retention';
import { type Candidate, openContest } from '../../../../functions/domain/promotion/contest';

const DAY_MS = 86_400_000;
const START_MS = 11_323 * DAY_MS;

const stored = (version: string, days: number, checkpoint = `c${version}`): StoredVersion => ({
  version,
  learner: 'logistic',
  checkpoint,
  clockMs: START_MS + days * DAY_MS,
  revision: 1,
});
const reign = (version: string, days: number): Reign => ({
  version,
  learner: 'logistic',
  checkpoint: `c${version}`,
  sealedAtMs: 0,
  sinceMs: START_MS + days * DAY_MS,
  withdrawn: false,
});
const line = (major: number, minor: number): Line => ({
  major,
  minor,
  learner: 'logistic',
  configHash: '',
  checkpoint: `c${major}.${minor}`,
  sealedAtMs: null,
});

const nothing = { lines: [], reigns: [], contest: openContest('0.0') };
const contestOf = (...versions: string[]) => ({
  ...openContest('0.0'),
  candidates: versions.map((version) => ({ version, checkpoint: `c${version}` }) as Candidate),
});
const versionsOf = (kept: readonly StoredVersion[]): string[] => kept.map(({ version }) => version);

/** Ten versions an hour apart, all of one day. */
const oneDay = Array.from({ length: 10 }, (_, minor) => stored(`1.${minor}`, minor / 24));

describe('of the checkpoints of a line', () => {
  it('the last three are kept, which are the last of their day too', () => {
    const { stored: kept, dropped } = retain(oneDay, { ...nothing, clockMs: START_MS + DAY_MS });
    expect(versionsOf(kept)).toEqual(['1.7', '1.8', '1.9']);
    expect([...dropped].sort()).toEqual(['c1.0', 'c1.1', 'c1.2', 'c1.3', 'c1.4', 'c1.5', 'c1.6']);
  });

  it('the last of each day is kept for a year', () => {
    const fourDays = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.25, 3.5].map((day, minor) => stored(`1.${minor}`, day));
    const clockMs = START_MS + 4 * DAY_MS;
    expect(versionsOf(retain(fourDays, { ...nothing, clockMs }).stored)).toEqual([
      '1.1',
      '1.3',
      '1.5',
      '1.6',
      '1.7',
      '1.8',
    ]);
    const yearLater = clockMs + 364 * DAY_MS;
    // 366 days before that is day 2: what is older goes, but for the last three.
    expect(versionsOf(retain(fourDays, { ...nothing, clockMs: yearLater }).stored)).toEqual([
      '1.5',
      '1.6',
      '1.7',
      '1.8',
    ]);
    expect(versionsOf(retain(fourDays, { ...nothing, clockMs: yearLater + 9 * DAY_MS }).stored)).toEqual([
      '1.6',
      '1.7',
      '1.8',
    ]);
  });

  it('each line keeps its own', () => {
    const two = oneDay.flatMap((version, minor) => [version, stored(`12.${minor}`, minor / 24)]);
    const { stored: kept } = retain(two, { ...nothing, clockMs: START_MS });
    expect(versionsOf(kept)).toEqual(['1.7', '12.7', '1.8', '12.8', '1.9', '12.9']);
  });

  it.each([
    ['that served', { reigns: [reign('1.2', 0)] }],
    ['that is compared', { contest: contestOf('1.2') }],
    ['that a line goes on from', { lines: [line(1, 2)] }],
  ])('the one %s is kept', (_, needed) => {
    const { stored: kept, dropped } = retain(oneDay, { ...nothing, ...needed, clockMs: START_MS });
    expect(versionsOf(kept)).toEqual(['1.2', '1.7', '1.8', '1.9']);
    expect(dropped).not.toContain('c1.2');
  });

  it('an object of two versions goes with the last of them', () => {
    const same = oneDay.map(({ version }, minor) => stored(version, minor / 24, minor < 8 ? 'same' : `c${minor}`));
    expect(retain(same, { ...nothing, clockMs: START_MS })).toMatchObject({ dropped: [] });
    const later = [...same.slice(0, 8), stored('1.10', 1), stored('1.11', 1), stored('1.12', 1)];
    // 1.7 is the last of its day and holds the object still; a year on, nobody does.
    expect(retain(later, { ...nothing, clockMs: START_MS + 2 * DAY_MS }).dropped).toEqual([]);
    expect(retain(later, { ...nothing, clockMs: START_MS + 400 * DAY_MS }).dropped).toEqual(['same']);
  });

  it('nothing is kept of nothing', () => {
    expect(retain([], { ...nothing, clockMs: 0 })).toEqual({ stored: [], dropped: [] });
  });

  it('what is kept is kept again: retention forgets nothing twice', () => {
    const first = retain(oneDay, { ...nothing, clockMs: START_MS + DAY_MS });
    expect(retain(first.stored, { ...nothing, clockMs: START_MS + DAY_MS })).toEqual({
      stored: first.stored,
      dropped: [],
    });
  });
});

describe('of the reigns', () => {
  const reigns = [reign('1.0', 0), reign('1.1', 1), reign('1.2', 2), reign('1.3', 3)];
  const keptAt = (days: number, keepDays: number): string[] =>
    retainReigns(reigns, START_MS + days * DAY_MS, keepDays * DAY_MS).map(({ version }) => version);

  it('those that ended within the window for rollbacks are kept', () => {
    // 1.0 ended on day 1, 1.1 on day 2.
    expect(keptAt(3, 30)).toEqual(['1.0', '1.1', '1.2', '1.3']);
    expect(keptAt(31, 30)).toEqual(['1.0', '1.1', '1.2', '1.3']);
    expect(keptAt(31.5, 30)).toEqual(['1.1', '1.2', '1.3']);
    expect(keptAt(32.5, 30)).toEqual(['1.2', '1.3']);
  });

  it('the present one and the one before are kept for ever, also without a window', () => {
    expect(keptAt(10_000, 30)).toEqual(['1.2', '1.3']);
    expect(keptAt(3, 0)).toEqual(['1.2', '1.3']);
    expect(retainReigns([reigns[0]!], START_MS + 1e12, 0)).toEqual([reigns[0]]);
  });
});
