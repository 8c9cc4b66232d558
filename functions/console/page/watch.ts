/**
 * Asks for the state while the page is visible: the next request starts some time after the last answer was drawn, so a slow
 * browser or a busy replay is asked less often. Once the replay is over it is asked rarely, to notice when its process goes away
 * or a new one takes its place.
 */
import type { ConsoleState } from '../state';

/** With the drawing, about once a second. */
const RUNNING_MS = 700;
const RESTING_MS = 2_000;

interface Watcher {
  /** Only when it differs from the last one. */
  readonly changed: (state: ConsoleState) => void;
  /** After every answer, changed or not. */
  readonly answered: () => void;
  readonly lost: () => void;
}

export async function watchState({ changed, answered, lost }: Watcher): Promise<never> {
  let last = '';
  let running = true;
  for (;;) {
    const text = await ask();
    if (text === undefined) lost();
    else {
      if (text !== last) {
        last = text;
        // Both ends come from one build: the server wrote this from a ConsoleState.
        const state: ConsoleState = JSON.parse(text);
        running = state.running;
        changed(state);
      }
      answered();
    }
    await pause(running && text !== undefined ? RUNNING_MS : RESTING_MS);
    await visible();
  }
}

/** undefined when nobody answers, or not with a state. */
async function ask(): Promise<string | undefined> {
  try {
    const response = await fetch('/api/state');
    return response.ok ? await response.text() : undefined;
  } catch (error) {
    // fetch throws a TypeError for a connection that was refused or reset: the process is gone, which the page shows.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

function visible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
