/**
 * What somebody who watches a replay sees: a progress bar on a terminal, and a page. The page's state is made between two batches,
 * when the model stands still, and only as often as a browser asks.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Presets, SingleBar } from 'cli-progress';
import { DEFAULT_PORT, serveConsole } from '../../console/server';
import type { ConsoleState } from '../../console/state';
import type { ModelDeclaration } from '../../contracts/declaration';
import type { LearnDeps } from '../../learn/deps';
import type { Session } from '../../learn/session';
import { openSession } from '../../learn/session';
import type { Heads } from '../../ports/heads';
import type { Objects } from '../../ports/objects';
import type { WaitingEvents } from '../../ports/waiting-events';
import { consoleView } from '../console-view';
import { ContestTrail } from '../contest-trail';
import type { EventSource } from '../event-source';
import { countsFrom } from '../report';
import type { Runtime } from '../runtime';
import type { Stopwatch } from '../stopwatch';
import type { ReplayIo } from './replay';

export interface Watching {
  /** Where the page is; null when none is served. */
  readonly url: string | null;
  /** What `learn` is to tell; looks only when somebody can see them. */
  readonly observers: Pick<LearnDeps, 'onCommit' | 'onLook'>;
  /** After a batch. */
  show(session: Session, events: number, fraction: number): Promise<void>;
  /** The replay is over; the page stays until `close`. */
  end(session: Session, events: number): Promise<void>;
  /** The replay failed. */
  stop(error: unknown): Promise<void>;
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly declaration: ModelDeclaration;
  readonly source: EventSource;
  readonly state: { readonly heads: Heads; readonly objects: Objects; readonly waiting: WaitingEvents };
  readonly stages: Stopwatch;
  readonly runtime: Runtime;
  readonly limit: number | undefined;
  readonly serve: number | true | undefined;
  readonly io: ReplayIo;
}

const SHOWN_EVERY_MS = 400;

export async function watch(options: WatchOptions): Promise<Watching> {
  const { declaration, source, state, stages, runtime, serve, io } = options;
  const ledger = await state.heads.ledger(declaration.name);
  const trail = new ContestTrail();
  const began = performance.now();
  const totalEvents = source.total === null ? null : Math.min(source.total, options.limit ?? source.total);
  const bar = io.isTerminal ? progressBar() : undefined;
  let shown: ConsoleState | undefined;
  let shownAtMs = Number.NEGATIVE_INFINITY;

  const view = async (session: Session, events: number, fraction: number | null, running: boolean): Promise<void> => {
    const seconds = (performance.now() - began) / 1000;
    shown = consoleView(session, {
      running,
      progress: { fraction, events, totalEvents, seconds, eventsPerSecond: events / Math.max(seconds, 1e-3) },
      counts: await countsFrom(session, state.waiting),
      ledger,
      trail,
      stages: stages.seconds(),
      stopped: null,
    });
    shownAtMs = performance.now();
  };

  const page =
    serve === undefined
      ? undefined
      : await servePage(runtime, serve, () => {
          if (shown === undefined) throw new Error('the replay has not begun');
          return shown;
        });
  if (page !== undefined) {
    await view(await openSession(state, declaration), 0, 0, true);
    io.say(`watch it on ${page.url}`);
  }
  bar?.start(1000, 0, { events: '0', rate: '–' });

  return {
    url: page?.url ?? null,
    observers: {
      onCommit: ({ ledger: entries }) => {
        ledger.push(...entries);
      },
      ...(page === undefined ? {} : { onLook: (contest) => trail.observe(contest, declaration.promote) }),
    },
    async show(session, events, fraction) {
      const seconds = (performance.now() - began) / 1000;
      bar?.update(Number.isNaN(fraction) ? 0 : Math.round(fraction * 1000), {
        events: events.toLocaleString('en-US'),
        rate: Math.round(events / seconds).toLocaleString('en-US'),
      });
      if (page !== undefined && performance.now() - shownAtMs >= SHOWN_EVERY_MS)
        await view(session, events, Number.isNaN(fraction) ? null : fraction, true);
    },
    async end(session, events) {
      bar?.stop();
      if (page !== undefined) await view(session, events, 1, false);
    },
    async stop(error) {
      bar?.stop();
      if (shown !== undefined)
        shown = { ...shown, running: false, stopped: error instanceof Error ? error.message : String(error) };
      await page?.close();
    },
    close: async () => page?.close(),
  };
}

const servePage = ({ packageDir }: Runtime, serve: number | true, state: () => ConsoleState) =>
  serveConsole({
    port: serve === true ? DEFAULT_PORT : serve,
    portTaken: serve === true ? 'next' : 'fail',
    state,
    pageDir: join(packageDir, 'dist', 'page'),
  });

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
