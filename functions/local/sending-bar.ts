/** How far sending is, on a terminal. Where the input's length is unknown there is no share of it, and no time to go. */
import { Presets, SingleBar } from 'cli-progress';

export interface SendingBar {
  show(sent: number, fraction: number): void;
  stop(): void;
}

const UNITS = 1000;

export function sendingBar(isTerminal: boolean): SendingBar {
  if (!isTerminal) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {events} events sent', stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(UNITS, 0, { events: '0' });
  return {
    show: (sent, fraction) =>
      bar.update(Number.isNaN(fraction) ? 0 : Math.round(fraction * UNITS), { events: sent.toLocaleString('en-US') }),
    stop: () => bar.stop(),
  };
}
