/** The page in a real browser: what it draws of a replay, that it goes on by itself, and what it says when there is little to say. */
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { focused } from '../support/console/in-page';
import { openPages, pointsOf, textOf } from '../support/console/open-page';
import { showConsole } from '../support/console/show-console';
import {
  DISK_FULL,
  earlyState,
  emptyState,
  finishedState,
  midState,
  regressionState,
  stoppedState,
} from '../support/console/states';

const { console: shown, pageOf, pageOn, requested } = openPages();

describe('the charts', () => {
  it('have a point for each whole day on both lines, and a mark for each promotion and rollback', async () => {
    const page = await pageOf(midState());
    for (const chart of ['rocAuc', 'logLoss']) {
      // 133 whole days and one that has hardly begun
      expect(await pointsOf(page, chart, 'line-of-served')).toBe(133);
      expect(await pointsOf(page, chart, 'line-of-control')).toBe(133);
      expect(await page.locator(`[data-chart="${chart}"] .promotions line`).count()).toBe(210);
      expect(await page.locator(`[data-chart="${chart}"] .rollbacks path`).count()).toBe(1);
      expect(await page.locator(`[data-chart="${chart}"] .frozen-at line`).count()).toBe(1);
      expect(await page.locator(`[data-chart="lead-${chart}"] svg`).count()).toBe(1);
    }
  });

  it('draw the nearest candidate look by look, with the threshold, and list all of them', async () => {
    const page = await pageOf(midState());
    expect(await pointsOf(page, 'band', 'lower-edge')).toBe(18);
    expect(await page.locator('[data-chart="evidence"] .threshold line').count()).toBe(1);
    expect(await page.locator('.contest tbody th').allTextContents()).toEqual([
      '1.4290 logistic',
      '1.4302 logistic',
      '2.4281 neural',
      '1.4304 logistic',
    ]);
  });

  it('say in words what they show', async () => {
    const page = await pageOf(midState());
    const labels = await page
      .locator('main svg[role=img]')
      .evaluateAll((charts) => charts.map((chart) => String(chart.ariaLabel)));
    expect(labels).toHaveLength(6);
    expect(labels[0]).toMatch(
      /^ROC AUC by day\. Latest seven-day mean: Served 0\.\d{4}, frozenInJanuary 0\.\d{4}\. 210 promotions so far\.$/,
    );
    for (const label of labels) expect(label).toMatch(/\d.*\.$/);
  });

  it('add a line when its box is ticked, and leave the marks out when theirs is not', async () => {
    const page = await pageOf(midState());
    await page.getByLabel('logistic', { exact: true }).check();
    await page.getByLabel('Promotions and rollbacks').uncheck();
    await page.locator('[data-chart="rocAuc"] .line-of-contender path').waitFor();
    expect(await pointsOf(page, 'rocAuc', 'line-of-contender')).toBe(133);
    expect(await page.locator('.promotions line').count()).toBe(0);
  });
});

describe('while the replay runs', () => {
  it('goes on to its end by itself, and whoever reads keeps their place', async () => {
    const page = await pageOf(midState());
    const scroll = page.locator('.ledger .scroll');
    await page.locator('.ledger summary').nth(1).click();
    await scroll.evaluate((element) => element.scrollTo(0, 200));
    await page.getByRole('slider').focus();
    const opened = await textOf(page, '.ledger tr:has(details[open])');

    shown().state = midState(1);
    await page.locator('.figures .value', { hasText: /^211$/ }).waitFor();
    expect(await pointsOf(page, 'rocAuc', 'line-of-served')).toBe(134);
    expect(await page.locator('[data-chart="rocAuc"] .promotions line').count()).toBe(211);
    expect(await textOf(page, '.ledger tr:has(details[open])')).toBe(opened);
    expect(await scroll.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
    expect((await page.evaluate(focused)).what).toMatch(/^slider/);
    expect(await textOf(page, '#decisions')).toBe('Version 1.3376 was promoted.');

    shown().state = finishedState();
    await page.locator('.status', { hasText: 'Finished' }).waitFor();
    expect(await page.title()).toBe('flights: finished');
    expect(await textOf(page, '#decisions')).toBe('The replay has finished; version 1.4560 answers.');
    // One document, however often its state changed.
    expect(requested().filter((address) => new URL(address).pathname === '/')).toHaveLength(1);
  });

  it('says that its process has ended, and keeps the last state', async () => {
    const own = await showConsole(midState());
    const page = await pageOn(own);
    await own.close();
    await page.locator('.status', { hasText: 'Replay ended' }).waitFor();
    expect(await textOf(page, '[data-key=lost]')).toContain('the last state it sent, at 14 May 2001, 06:00 UTC.');
    expect(await pointsOf(page, 'rocAuc', 'line-of-served')).toBe(133);
  });
});

describe('the accounts', () => {
  it('add up on the page: accepted = learned + pending + late + rejected', async () => {
    const page = await pageOf(midState());
    const numberOf = async (name: string) => Number((await textOf(page, `.term-${name} .value`)).replaceAll(',', ''));
    const places = await Promise.all(['learned', 'pending', 'late', 'rejected'].map(numberOf));
    expect(places).toEqual([2_191_000, 8_431, 212, 12]);
    expect(await numberOf('accepted')).toBe(2_199_655);
    expect(await textOf(page, '.check')).toBe('It adds up: everything accepted is in exactly one place.');
  });

  it('raise an alarm when one event is missing', async () => {
    const state = midState();
    const page = await pageOf({ ...state, counts: { ...state.counts, late: state.counts.late - 1 } });
    expect(await textOf(page, '[role=alert]')).toBe('It does not add up: 1 accepted and in none of these places.');
  });
});

describe('the ledger', () => {
  it('lists the latest decisions, newest first, with their evidence', async () => {
    const page = await pageOf(midState());
    const rows = page.locator('.ledger tbody tr');
    expect(await rows.count()).toBe(200);
    expect((await rows.first().locator('td, th').allTextContents()).slice(0, 4)).toEqual([
      '13 May 2001, 19:00',
      'Promoted',
      '1.3360 from 1.3344',
      'gate',
    ]);
    await rows.first().locator('summary').click();
    expect(await rows.first().locator('dt:visible').allTextContents()).toContain('logEValue');
    expect(await rows.first().locator('dd:visible').allTextContents()).toContain('4.41');
  });

  it('leaves out seals on demand, and then has every decision about what serves, however old', async () => {
    const page = await pageOf(midState());
    const rows = page.locator('.ledger tbody tr');
    // The line, 210 times a seal and a promotion, a rollback.
    expect(await textOf(page, '.ledger .caption')).toMatch(/^The latest 200 of 422 decisions, newest first\./);
    await page.getByLabel(/^Only what serves/).check();
    await page.locator('.ledger .kind-candidate-sealed').first().waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(211);
    expect(await page.locator('.ledger .kind-promoted').count()).toBe(210);
    expect(await page.locator('.ledger .kind-rolled-back').count()).toBe(1);
    expect(await textOf(page, '.ledger .caption')).toMatch(
      /^211 of 422 decisions: everything about what serves, newest first\./,
    );
    expect((await rows.last().locator('td, th').allTextContents()).slice(1, 3)).toEqual(['Promoted', '1.16 from 4.0']);
    await page.getByLabel(/^Only what serves/).uncheck();
    await page.locator('.ledger .kind-candidate-sealed').first().waitFor();
    expect(await rows.count()).toBe(200);
  });
});

describe('states of their own', () => {
  it('before the first event every part says what it waits for, and draws nothing', async () => {
    const page = await pageOf(emptyState());
    expect(await page.locator('svg.plot').count()).toBe(0);
    expect(await textOf(page, 'main')).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(await textOf(page, '.check')).toBe('No examples yet: nothing to account for.');
    expect(await textOf(page, '.ledger')).toContain('No decision has been made yet.');
    expect(await textOf(page, '.contest')).toContain('No candidate is sealed yet');
  });

  it('within the first hours what is not known yet is a dash or a reason, not a number', async () => {
    const page = await pageOf(earlyState());
    expect(await textOf(page, '.figures dl > div:first-child .value')).toBe('–');
    expect(await textOf(page, '.scores')).toContain('Not enough data: a line starts with its second day.');
    expect(await textOf(page, '.contest')).toContain('Not enough data');
    expect(await textOf(page, 'main')).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it('a regression is shown by MAE and RMSE, in the unit of its outcome', async () => {
    const page = await pageOf(regressionState());
    expect(await pointsOf(page, 'mae', 'line-of-served')).toBe(40);
    expect(await pointsOf(page, 'rmse', 'line-of-control')).toBe(40);
    expect(await textOf(page, '.figures dl > div:first-child .value')).toBe('12.34');
    expect(await textOf(page, 'main')).not.toMatch(/ROC AUC|Log loss/);
    // A stream of unknown length has no bar that could be full.
    expect(await page.locator('progress').count()).toBe(0);
  });

  it('a loop that stopped says so at the top, with the reason', async () => {
    const page = await pageOf(stoppedState());
    expect(await textOf(page, '.status')).toBe('Stopped by an error');
    expect(await textOf(page, '[role=alert]')).toBe(`The loop stopped: ${DISK_FULL}`);
    expect(await page.title()).toBe('flights: stopped');
  });
});

it('is served on 127.0.0.1 and on no other address of this machine', async () => {
  const port = Number(new URL(shown().url).port);
  const answers = (address: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, address);
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  const addresses = Object.values(networkInterfaces()).flatMap((own) => own ?? []);
  const answered: string[] = [];
  for (const { address, scopeid } of addresses) {
    // A link-local address needs its zone to be named, and every interface has others.
    if (!scopeid && (await answers(address))) answered.push(address);
  }
  expect(answered).toEqual(['127.0.0.1']);
});
