/** Whether every state of the page can be read: contrast in both schemes, and room for every text in wide and narrow windows. */
import type { ConsoleState } from '../../functions/console/state';
import { faintTexts, misplaced } from '../support/console/in-page';
import { openPages } from '../support/console/open-page';
import {
  atOnceState,
  earlyState,
  emptyState,
  finishedState,
  midState,
  regressionState,
  stoppedState,
  waitingState,
} from '../support/console/states';

const { pageOf } = openPages();

const STATES: readonly (readonly [string, () => ConsoleState])[] = [
  ['empty', emptyState],
  ['early', earlyState],
  ['mid', () => midState()],
  ['waiting', waitingState],
  ['at once', atOnceState],
  ['finished', finishedState],
  ['regression', regressionState],
  ['stopped', stoppedState],
];

/** WCAG 2.2, success criterion 1.4.3, for text of any size. */
const LEAST_CONTRAST = 4.5;

describe.each(STATES)('the %s state', (_, make) => {
  it('has a contrast of at least 4.5 for every text, on a light and on a dark ground', async () => {
    const page = await pageOf(make());
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { looked, faint } = await page.evaluate(faintTexts, LEAST_CONTRAST);
      expect(looked).toBeGreaterThan(40);
      expect(faint).toEqual([]);
    }
  });

  it.each([1280, 360])('has no text over another, none cut off and no sideways scroll at %d px', async (width) => {
    const page = await pageOf(make(), { width });
    expect(await page.evaluate(misplaced)).toEqual({ overlapping: [], clipped: [], widerPx: 0 });
  });
});

it('the names at the ends of the lines stay apart when every line is drawn', async () => {
  const page = await pageOf(midState());
  for (const name of ['logistic', 'neural', 'prior (baseline)']) await page.getByLabel(name, { exact: true }).check();
  await page.locator('[data-chart="logLoss"] .line-of-baseline path').waitFor({ state: 'attached' });
  expect(await page.locator('[data-chart="rocAuc"] .end-labels text').allTextContents()).toEqual([
    'Served',
    'logistic',
    'neural',
    'frozenInJanuary',
  ]);
  expect(await page.evaluate(misplaced)).toMatchObject({ overlapping: [] });
});
