/**
 * What somebody who watches a replay sees: a progress bar on a terminal, and a page. The page's state is made between two batches,
 * when the model stands still, and only as often as a browser asks.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Presets, SingleBar } from 'cli-progress';
import { DEFAULT_PORT, serveConsole } from '../../console/server';
import type { ConsoleState } from '../../console/state';
import type { EventSource } from '../event-source';
import { whenAborted } from '../when-aborted';
import type { ReplayIo } from './replay';

/** Makes the page's state of where the model stands now. */
export type View = (progress: ConsoleState['progress'], running: boolean) => Promise<ConsoleState>;

export interface Watching {
  /** Where the page is; null when none is served. */
  readonly url: string | null;
  /** After a batch; what the page shows of it follows by itself. */
  show(events: number, fraction: number): void;
  /** The replay is over; the page stays until `close`. */
  end(events: number): Promise<void>;
  /** The replay failed: on a terminal the page stays, and says why, until Ctrl-C. */
  stop(error: unknown): Promise<void>;
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly source: EventSource;
  readonly packageDir: string;
  readonly view: View;
  readonly limit: number | undefined;
  readonly serve: number | true | undefined;
  readonly io: ReplayIo;
}

const SHOWN_EVERY_MS = 400;

export async function watch({ source, packageDir, view, limit, serve, io }: WatchOptions): Promise<Watching> {
  const began = performance.now();
  const totalEvents = source.total === null ? null : Math.min(source.total, limit ?? source.total);
  const bar = io.isTerminal ? progressBar() : undefined;
  let shown: ConsoleState | Error = new Error('the replay has not begun');
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let isAsked = false;
  let isMaking = false;

  const progressAt = (events: number, fraction: number | null): ConsoleState['progress'] => {
    const seconds = (performance.now() - began) / 1000;
    return { fraction, events, totalEvents, seconds, eventsPerSecond: events / Math.max(seconds, 1e-3) };
  };
  /** A page that can't be drawn must not stop the replay that it shows: whoever asks is told why. */
  const refresh = async (progress: ConsoleState['progress'], running: boolean): Promise<void> => {
    isMaking = true;
    shown = await view(progress, running).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    isMaking = false;
    isAsked = false;
    shownAtMs = performance.now();
  };
  const page =
    serve === undefined
      ? undefined
      : await serveConsole({
          port: serve === true ? DEFAULT_PORT : serve,
          portTaken: serve === true ? 'next' : 'fail',
          pageDir: join(packageDir, 'dist', 'page'),
          state: () => {
            isAsked = true;
            if (shown instanceof Error) throw shown;
            return shown;
          },
        });
  if (page !== undefined) {
    await refresh(progressAt(0, 0), true);
    io.say(`watch it on ${page.url}`);
  }
  bar?.start(1000, 0, { events: '0', rate: '–' });

  return {
    url: page?.url ?? null,
    show(events, fraction) {
      const progress = progressAt(events, Number.isNaN(fraction) ? null : fraction);
      bar?.update(Math.round((progress.fraction ?? 0) * 1000), {
        events: events.toLocaleString('en-US'),
        rate: Math.round(progress.eventsPerSecond).toLocaleString('en-US'),
      });
      if (isAsked && !isMaking && performance.now() - shownAtMs >= SHOWN_EVERY_MS) void refresh(progress, true);
    },
    async end(events) {
      bar?.stop();
      if (page !== undefined) await refresh(progressAt(events, 1), false);
    },
    async stop(error) {
      bar?.stop();
      if (page !== undefined && io.isTerminal && !(shown instanceof Error)) {
        shown = { ...shown, running: false, stopped: error instanceof Error ? error.message : String(error) };
        io.say(`${shown.stopped}\nthe page stays on ${page.url} until Ctrl-C`);
        await whenAborted(io.interrupted);
      }
      await page?.close();
    },
    close: async () => page?.close(),
  };
}

function progressBar(): SingleBar {
  return new SingleBar(
    {
      format: '{bar} {percentage} %  {events} events, {rate}/s, {eta_formatted} to go',
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
}
