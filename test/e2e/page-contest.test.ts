/** The contest's close-up in a real browser: the candidate nearest to promotion, or while all wait for outcomes, the last decision. */
import type { Page } from 'playwright-core';
import { openPages, pointsOf, textOf } from '../support/console/open-page';
import { atOnceState, finishedState, midState, waitingState } from '../support/console/states';

const { console: shown, pageOf } = openPages();

const heightOf = async (page: Page): Promise<number> => {
  const box = await page.locator('.nearest').boundingBox();
  if (box === null) throw new Error('the contest has no close-up');
  return box.height;
};

it('a live candidate with looks is what is drawn, and nothing says that it is decided', async () => {
  const page = await pageOf(midState());
  expect(await textOf(page, '.verdict')).toMatch(
    /^Nearest to promotion: 1\.4290 logistic, sealed 13 May 2001, 10:00 UTC, 9,216 examples since\. Ahead so far: /,
  );
  expect(await pointsOf(page, 'band', 'lower-edge')).toBe(18);
  expect(await page.locator('.contest .decision').count()).toBe(0);
  expect(await textOf(page, '.contest')).not.toContain('Last decision');
});

it('while none has been looked at twice, the last decision is drawn in its place, and is marked as one', async () => {
  const page = await pageOf(waitingState());
  expect(await textOf(page, '.verdict')).toBe(
    'Last decision: 1.3360 took over from 1.3344 after 5,632 examples; logistic, 13 May 2001, 19:00 UTC. ' +
      'Better by +0.01324 an example, between +0.00125 and +0.02524: the lower edge had passed zero.',
  );
  expect(await pointsOf(page, 'band', 'lower-edge')).toBe(11);
  expect(await page.locator('[data-chart="band"] .decision circle').count()).toBe(1);
  expect(await page.locator('[data-chart="evidence"] .decision circle').count()).toBe(1);
  expect(await textOf(page, '[data-chart="evidence"] .end-labels')).toBe('promoted');
  expect(await textOf(page, '[data-key="band"] .note')).toBe('decided: above zero the new champion was better');
  expect(await page.locator('.contest tbody tr').count()).toBe(4);
});

it('a decision at the first look is an interval above zero', async () => {
  const page = await pageOf(atOnceState());
  expect(await page.locator('[data-chart="band"] .interval line').count()).toBe(1);
  expect(await textOf(page, '[data-key="band"] .note')).toContain('at the first look');
});

it.each([1280, 360])('is as tall with a live candidate as with a decision, at %d px', async (width) => {
  const page = await pageOf(midState(), { width });
  const live = await heightOf(page);
  for (const [state, examples] of [
    [waitingState(), 'after 5,632 examples'],
    [atOnceState(), 'after 2,566 examples'],
  ] as const) {
    shown().state = state;
    await page.locator('.verdict', { hasText: examples }).waitFor();
    expect(await heightOf(page)).toBe(live);
  }
});

it('a decision that was undone does not claim to answer', async () => {
  const state = waitingState();
  const page = await pageOf({ ...state, champion: { ...state.champion, version: '1.3344' } });
  expect(await textOf(page, '.standing')).toMatch(/It answers no longer: 1\.3344 does\.$/);
});

it('a promotion that a person asked for before the evidence was in says so', async () => {
  const state = waitingState();
  const promotion = state.contest.lastPromotion;
  if (promotion === null) throw new Error('fixture without a promotion');
  const early = { ...promotion, by: 'ada@example.org', lower: -0.001, logEValue: 3.2 };
  const page = await pageOf({ ...state, contest: { ...state.contest, lastPromotion: early } });
  expect(await textOf(page, '.standing')).toMatch(
    /^Promoted by ada@example\.org before the lower edge had passed zero: /,
  );
});

it('after the end the last decision stands beside a contest without candidates', async () => {
  const page = await pageOf(finishedState());
  expect(await textOf(page, '.verdict')).toMatch(/^Last decision: 1\.4560 took over from 1\.4544 after /);
  expect(await textOf(page, '.contest')).toContain('No candidate is sealed now: version 1.4560 answers unopposed.');
});

it('without any decision yet it says that there is not enough data', async () => {
  const state = waitingState();
  const page = await pageOf({ ...state, contest: { ...state.contest, lastPromotion: null } });
  expect(await textOf(page, '.nearest')).toBe('Not enough data: no candidate has been looked at twice yet.');
  const lonely = { ...state, contest: { ...state.contest, candidates: [], lastPromotion: null } };
  expect(await (await pageOf(lonely)).locator('.nearest').count()).toBe(0);
});
