/**
 * A console whose state a test changes, and pages on it in a real browser. Whatever a test looks at, its page may ask nobody
 * else for anything, and nothing may go wrong in it: that is checked after each.
 */
import type { Browser, Page } from 'playwright-core';
import type { ConsoleState } from '../../../functions/console/state';
import { launchBrowser } from '../browser';
import { type ShownConsole, showConsole } from './show-console';
import { emptyState } from './states';

export interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

export interface OpenPages {
  readonly console: () => ShownConsole;
  /** A fresh page on the console of this file, which shows `state` from now on. */
  readonly pageOf: (state: ConsoleState, look?: Look) => Promise<Page>;
  /** A fresh page on another console, whose end may be seen in the page's console. */
  readonly pageOn: (other: ShownConsole) => Promise<Page>;
  /** The addresses that the page of this test has asked for. */
  readonly requested: () => readonly string[];
}

/** One browser and one console for the tests of a file. */
export function openPages(): OpenPages {
  let browser: Browser | undefined;
  let shown: ShownConsole | undefined;
  let pages: Page[] = [];
  let complaints: string[] = [];
  let requested: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    shown = await showConsole(emptyState());
  });

  afterAll(async () => {
    await browser?.close();
    await shown?.close();
  });

  afterEach(async () => {
    for (const page of pages) await page.close();
    const [said, asked] = [complaints, requested];
    pages = [];
    complaints = [];
    requested = [];
    expect(said).toEqual([]);
    for (const address of asked) expect(new URL(address).origin).toBe(shown?.url);
  });

  const opened = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('pages are opened within a test');
    return value;
  };
  const open = async (url: string, { colorScheme = 'light', width = 1280 }: Look, watched: boolean): Promise<Page> => {
    const page = await opened(browser).newPage({
      colorScheme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    pages.push(page);
    if (watched) {
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requested.push(request.url()));
    }
    await page.goto(url);
    await page.locator('#ledger-title').waitFor();
    return page;
  };

  return {
    console: () => opened(shown),
    pageOf: (state, look = {}) => {
      opened(shown).state = state;
      return open(opened(shown).url, look, true);
    },
    pageOn: (other) => open(other.url, {}, false),
    requested: () => requested,
  };
}

/** The text of the only element that matches, its white space as it is read. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return ((await page.locator(selector).textContent()) ?? '').replace(/\s+/g, ' ').trim();
}

/** The points of a line of a chart, as its path has them. */
export async function pointsOf(page: Page, chart: string, line: string): Promise<number> {
  const d = (await page.locator(`[data-chart="${chart}"] .${line} path`).getAttribute('d')) ?? '';
  return d.split(/[ML]/).length - 1;
}
