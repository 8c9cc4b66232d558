/** The page without a mouse, and with one. */
import { focused } from '../support/console/in-page';
import { openPages, textOf } from '../support/console/open-page';
import { midState } from '../support/console/states';

const { pageOf } = openPages();

it('the tab key reaches every control in the order of the page, and each shows that it has the focus', async () => {
  const page = await pageOf(midState());
  const stops: string[] = [];
  for (let press = 0; press < 16; press++) {
    await page.keyboard.press('Tab');
    const { what, outlinePx } = await page.evaluate(focused);
    expect({ what, outlinePx }).toEqual({ what, outlinePx: 2 });
    stops.push(what);
  }
  expect(stops).toEqual([
    'a Skip to the figures',
    'input Served',
    'input logistic',
    'input neural',
    'input frozenInJanuary (control)',
    'input prior (baseline)',
    'input lastOutcome (baseline)',
    'input Promotions and rollbacks',
    'slider Day whose figures are shown beneath the charts',
    'region Scores by month',
    'region Progressive score of each line',
    'region Candidates',
    'input Only what serves: promotions, rollbacks, approvals',
    'region Ledger',
    'summary 7 figures for 1.3360',
    'summary 1 figure for 1.3360',
  ]);
});

it('the arrow keys choose the day that is written out, Escape returns to the latest', async () => {
  const page = await pageOf(midState());
  const slider = page.getByRole('slider');
  const press = async (key: string, day: string) => {
    await slider.press(key);
    await page.locator('.day-title', { hasText: day }).waitFor();
  };
  expect(await textOf(page, '.day-title')).toMatch(/^Sun 13 May 2001 UTC \(latest\):/);
  await press('ArrowLeft', 'Sat 12 May 2001 UTC:');
  await press('PageDown', 'Sat 5 May 2001 UTC:');
  await press('ArrowRight', 'Sun 6 May 2001 UTC:');
  await press('Home', 'Mon 1 Jan 2001 UTC:');
  expect(await slider.getAttribute('aria-valuenow')).toBe('0');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Mon 1 Jan 2001: served ROC AUC 0\.\d{4}, Log loss/);
  await press('Escape', 'Sun 13 May 2001 UTC (latest)');
});

it('space ticks a box and enter opens the evidence', async () => {
  const page = await pageOf(midState());
  await page.getByLabel('neural').focus();
  await page.keyboard.press('Space');
  await page.locator('[data-chart="rocAuc"] .line-of-contender path').waitFor();
  await page.locator('.ledger summary').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.ledger details[open]').count()).toBe(1);
});

it('a pointer over a chart chooses the day beneath it, and none when it leaves', async () => {
  const page = await pageOf(midState());
  const box = await page.locator('[data-chart="rocAuc"]').boundingBox();
  if (box === null) throw new Error('the chart has no box');
  await page.mouse.move(box.x + 52, box.y + 100);
  await page.locator('.day-title', { hasText: 'Mon 1 Jan 2001' }).waitFor();
  await page.mouse.move(box.x + 52, box.y - 40);
  await page.locator('.day-title', { hasText: '(latest)' }).waitFor();
});
