/**
 * Pictures of every state of the page, light, dark and narrow, to be looked at: `npx tsx test/support/console/pictures.ts FOLDER`,
 * after `npm run build:page`. A state of a real replay, saved from /api/state, may follow as a file.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleState } from '../../../functions/console/state';
import { launchBrowser } from '../browser';
import { showConsole } from './show-console';
import {
  atOnceState,
  earlyState,
  emptyState,
  finishedState,
  midState,
  regressionState,
  stoppedState,
  waitingState,
} from './states';

const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: 'light', viewport: { width: 360, height: 740 } },
} as const;

async function takePictures(folder: string, savedState: string | undefined): Promise<void> {
  const states: Record<string, () => ConsoleState> = {
    empty: emptyState,
    early: earlyState,
    mid: () => midState(),
    waiting: waitingState,
    'at-once': atOnceState,
    finished: finishedState,
    regression: regressionState,
    stopped: stoppedState,
  };
  if (savedState !== undefined) states.saved = () => JSON.parse(readFileSync(savedState, 'utf8'));
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  const shown = await showConsole(emptyState());
  for (const [name, make] of Object.entries(states)) {
    shown.state = make();
    for (const [look, options] of Object.entries(LOOKS)) {
      const page = await browser.newPage(options);
      await page.goto(shown.url);
      await page.locator('#ledger-title').waitFor();
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
      await page.close();
    }
  }
  await browser.close();
  await shown.close();
}

const [folder, savedState] = process.argv.slice(2);
if (folder === undefined) throw new Error('which folder? npx tsx test/support/console/pictures.ts FOLDER [STATE.json]');
void takePictures(folder, savedState);
