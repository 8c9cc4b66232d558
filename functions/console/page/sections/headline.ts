/** Which model, what answers now and since when, how far the stream is, and whether anything stopped it. */
import type { ConsoleState } from '../../state';
import { type Child, h } from '../element';
import { formatCount, formatSeconds, formatShare, formatTime, isFigure } from '../format';
import type { Scene, View } from '../view';

export function headline({ state, view }: Scene): Element[] {
  const status = statusOf(state, view);
  return [
    h(
      'div',
      { class: 'title', 'data-key': 'title' },
      h('h1', {}, state.model),
      h('p', { class: `status status-${status.kind}` }, status.text),
    ),
    h('p', { class: 'champion', 'data-key': 'champion' }, ...champion(state)),
    ...notices(state, view),
    h('div', { class: 'progress', 'data-key': 'progress' }, ...progress(state)),
  ];
}

function statusOf(state: ConsoleState, view: View): { kind: string; text: string } {
  if (state.stopped !== null) return { kind: 'stopped', text: 'Stopped by an error' };
  if (view.connection === 'lost') return { kind: 'lost', text: 'Replay ended' };
  return state.running ? { kind: 'running', text: 'Running' } : { kind: 'finished', text: 'Finished' };
}

function champion({ champion: { version, learner, checkpoint, sinceMs } }: ConsoleState): Child[] {
  const since = isFigure(sinceMs) && sinceMs > 0 ? ` since ${formatTime(sinceMs)}` : '';
  return [
    'Version ',
    h('strong', {}, version),
    ` (${learner}) answers${since}`,
    checkpoint === ''
      ? null
      : h('code', { title: `SHA-256 of its checkpoint: ${checkpoint}` }, checkpoint.slice(0, 12)),
  ];
}

function notices(state: ConsoleState, view: View): Element[] {
  const found: Element[] = [];
  if (state.stopped !== null) {
    found.push(
      h(
        'p',
        { class: 'notice notice-bad', role: 'alert', 'data-key': 'stopped' },
        `The loop stopped: ${state.stopped}`,
      ),
    );
  }
  if (view.connection === 'lost') {
    found.push(
      h(
        'p',
        { class: 'notice', role: 'status', 'data-key': 'lost' },
        `The replay has ended: its process no longer answers. This is the last state it sent, at ${formatTime(state.clockMs)}.`,
      ),
    );
  }
  return found;
}

function progress({
  progress: { fraction, events, totalEvents, seconds, eventsPerSecond },
  clockMs,
  running,
}: ConsoleState): Child[] {
  const of = totalEvents === null ? '' : ` of ${formatCount(totalEvents)}`;
  return [
    isFigure(fraction)
      ? h(
          'progress',
          { max: 1, value: Math.min(1, Math.max(0, fraction)), 'aria-label': 'Share of the stream replayed' },
          formatShare(fraction),
        )
      : null,
    h(
      'dl',
      {},
      ...fact('Clock of the stream', events > 0 ? formatTime(clockMs) : 'not started'),
      ...fact('Events', `${formatCount(events)}${of}${isFigure(fraction) ? ` (${formatShare(fraction)})` : ''}`),
      ...fact(running ? 'Speed' : 'Speed over all', `${formatCount(eventsPerSecond)} events/s`),
      ...fact('Elapsed', formatSeconds(seconds)),
    ),
  ];
}

function fact(name: string, value: string): Element[] {
  return [h('div', {}, h('dt', {}, name), h('dd', {}, value))];
}
