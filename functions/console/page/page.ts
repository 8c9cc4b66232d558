/** The page: draws each state as it comes, and again when the reader or the width of the window asks for it. */
import type { ConsoleState } from '../state';
import { listen } from './controls';
import { Decisions } from './decisions';
import { h } from './element';
import { formatShare, isFigure } from './format';
import { morph, morphChildren } from './morph';
import { Painter } from './painter';
import { contest } from './sections/contest';
import { counts } from './sections/counts';
import { figures } from './sections/figures';
import { headline } from './sections/headline';
import { ledger } from './sections/ledger';
import { lines } from './sections/lines';
import { months } from './sections/months';
import { scores } from './sections/scores';
import { stages } from './sections/stages';
import type { Scene, View } from './view';
import { watchState } from './watch';

type Section = (scene: Scene) => Element;

const SECTIONS: readonly Section[] = [figures, scores, months, counts, lines, contest, ledger, stages];

const header = place('headline');
const main = place('main');
const spoken = place('decisions');

const view: View = { switched: new Map(), showMarks: true, servingOnly: false, chosenDayMs: null, connection: 'open' };
const painter = new Painter();
const decisions = new Decisions();
let state: ConsoleState | undefined;

function draw(): void {
  if (state === undefined) return;
  const scene = { state, view, painter };
  painter.begin();
  document.title = titleOf(state);
  morphChildren(header, h('div', {}, ...headline(scene)));
  morphChildren(main, h('div', {}, ...SECTIONS.map((section) => section(scene))));
  painter.paint(main);
}

/** One section only: what a pointer moves over is drawn at every frame. */
function redraw(section: Section): void {
  if (state === undefined) return;
  const next = section({ state, view, painter });
  const current = main.querySelector(`[data-key="${next.getAttribute('data-key')}"]`);
  if (current === null) return;
  morph(current, next);
  painter.paint(current);
}

function speak(): void {
  if (state === undefined) return;
  const sentence = decisions.next(state, performance.now());
  if (sentence !== undefined) spoken.textContent = sentence;
}

function titleOf({ model, running, stopped, progress }: ConsoleState): string {
  if (stopped !== null) return `${model}: stopped`;
  if (!running) return `${model}: finished`;
  return isFigure(progress.fraction) ? `${formatShare(progress.fraction)} ${model}` : model;
}

/** At most one drawing a frame, however fast a pointer moves. */
function soon(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element #${id}`);
  return found;
}

function connection(now: View['connection']): void {
  if (view.connection === now) return;
  view.connection = now;
  if (state === undefined) main.replaceChildren(h('p', { class: 'empty' }, 'The replay does not answer.'));
  draw();
}

const redrawSoon = { scores: soon(() => redraw(scores)), ledger: soon(() => redraw(ledger)) };
listen(
  main,
  view,
  () => state,
  (affected) => redrawSoon[affected](),
);
new ResizeObserver(soon(() => painter.paint(main))).observe(main);
void watchState({
  changed: (next) => {
    state = next;
    draw();
  },
  answered: () => {
    connection('open');
    speak();
  },
  lost: () => connection('lost'),
});
