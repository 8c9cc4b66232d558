/** Learners compared from the command line, and the report that is written. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { builtPackage } from '../support/cli/built-package';
import { amountsOnDisk, driftingOnDisk } from '../support/cli/models';
import { documentOf, perennial } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';
import { shared, where } from '../support/on-shared-data';
import { SHARED_DATA } from '../support/shared-streams';

interface Compared {
  readonly name: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly microsecondsPerExample: number;
  readonly stateBytes: number;
}

const byName = (learners: readonly Compared[]) => new Map(learners.map((learner) => [learner.name, learner]));

describe('compare', () => {
  let browser: Browser;
  beforeAll(async () => {
    // The page is built by `npm run build`, and the command is built apart from it.
    symlinkSync(join(__dirname, '..', '..', 'dist', 'page'), join(builtPackage().folder, 'dist', 'page'));
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('scores every learner on the same joined examples, with the baselines among them, and writes a report that draws itself', async () => {
    const cwd = tempFolder();
    const { modelFile, events } = driftingOnDisk(cwd, 600);
    const document = await documentOf(['compare', '--model-file', modelFile, '--events', events], { cwd });
    expect(document).toMatchObject({ model: 'drifting', task: 'binary', examples: 600 });
    const learners = byName(document.learners);
    expect([...learners.keys()].sort()).toEqual(['lastOutcome', 'logistic', 'prior']);
    expect(learners.get('logistic')!.scores.logLoss).toBeLessThan(learners.get('prior')!.scores.logLoss!);
    for (const { microsecondsPerExample, stateBytes, scores } of learners.values()) {
      expect(microsecondsPerExample).toBeGreaterThan(0);
      expect(stateBytes).toBeGreaterThan(0);
      for (const metric of ['accuracy', 'kappa', 'kappaTemporal', 'rocAuc', 'logLoss']) {
        expect(scores).toHaveProperty(metric);
      }
    }

    const report = join(cwd, 'compare-drifting.html');
    expect(document.report).toBe('compare-drifting.html');
    const page = await browser.newPage();
    const failed: string[] = [];
    page.on('pageerror', ({ message }) => failed.push(message));
    await page.goto(pathToFileURL(report).href);
    await page.waitForSelector('svg');
    expect(failed).toEqual([]);
    expect(await page.locator('tbody th').allTextContents()).toEqual(['logistic', 'prior', 'lastOutcome']);
    expect(await page.locator('svg[role=img]').count()).toBe(5);
  });

  it('takes learners by name or by kind, and refuses what is neither or does not fit the outcome', async () => {
    const cwd = tempFolder();
    const { modelFile, events } = amountsOnDisk(cwd);
    const args = ['compare', '--model-file', modelFile, '--events', events, '--learners'];
    const document = await documentOf([...args, 'linear'], { cwd });
    expect([...byName(document.learners).keys()].sort()).toEqual(['lastOutcome', 'linear', 'prior']);
    expect(document.learners[0].scores.mae).toBeGreaterThan(0);
    const unknown = await perennial([...args, 'linear,oracle'], { cwd });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no learner oracle') });
    const misfit = await perennial([...args, 'logistic'], { cwd });
    expect(misfit.code).not.toBe(0);
    expect(misfit.stderr).toContain('for a regression outcome use linear()');
  });

  it('says that the shared streams are not where they were looked for', async () => {
    const cwd = tempFolder();
    const ended = await perennial(['compare', 'elec2', '--streams', join(cwd, 'nowhere')], { cwd });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('--streams: there is no folder') });
    expect(existsSync(join(cwd, 'compare-elec2.html'))).toBe(false);
  });

  // NoChange 85.3306 %: MOA, in the shared folder's README.
  shared(`the last outcome on elec2 is as accurate as MOA's NoChange (${where})`, async () => {
    const cwd = tempFolder();
    const document = await documentOf(['compare', 'elec2', '--streams', SHARED_DATA, '--learners', 'prior'], { cwd });
    expect(document.examples).toBe(45_312);
    expect(100 * byName(document.learners).get('lastOutcome')!.scores.accuracy!).toBeCloseTo(85.3306, 2);
    expect(readFileSync(join(cwd, 'compare-elec2.html'), 'utf8')).toContain('elec2: learners compared');
  });
});
