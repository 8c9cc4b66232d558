/**
 * Looks at every effect as it happens: a position that passes something unsaved, a head that names what is not there, a
 * deletion of what is still needed. What it finds is a violation, whatever the run comes to in the end.
 */
import type { Block } from '../../functions/domain/examples/columns';
import type { Answer, Arrival, Due, OriginState } from '../../functions/domain/labels/waiting';
import { windowOrigin } from '../../functions/domain/labels/window-sequence';
import type { Head, Sequence } from '../../functions/domain/lineage/head';
import { isTaken } from '../../functions/domain/lineage/sequence';
import type { DeadLetter } from '../../functions/ports/dead-letters';

export interface Streamed {
  readonly origin: string;
  readonly sequence: Sequence;
  readonly eventId: string;
  readonly label: number;
}

/** Something that must be durable before the position of its origin passes it. */
interface Owed {
  readonly origin: string;
  readonly sequence: Sequence;
  readonly what: string;
}

const LATE_CODES: ReadonlySet<string> = new Set([
  'late-outcome',
  'late-prediction',
  'late-example',
  'no-outcome',
  'no-prediction',
]);

const nameOf = (kind: 'example' | 'letter', origin: string, sequence: Sequence): string =>
  `${kind} ${origin}/${sequence}`;

export class Watch {
  readonly violations: string[] = [];
  /** Every example of the examples stream once, in order. */
  readonly streamed: Streamed[] = [];
  head: Head | null = null;
  private readonly saved = new Set<string>();
  private readonly refused: Owed[] = [];
  private owed: Owed[] = [];
  private readonly held = new Set<string>();

  taken(arrivals: readonly Arrival[], answers: readonly Answer[]): void {
    answers.forEach((answer, at) => {
      const { origin, sequence } = arrivals[at]!;
      if (answer.kind === 'completes') this.owe(origin, sequence, nameOf('example', origin, sequence));
      if (answer.kind === 'late') this.owe(origin, sequence, nameOf('letter', origin, sequence));
    });
  }

  closed(model: string, dues: readonly Due[]): void {
    const origin = windowOrigin(model);
    for (const due of dues) {
      const { sequence } = due;
      const what =
        due.kind === 'completes'
          ? nameOf('example', origin, sequence)
          : nameOf('letter', due.item.opened.origin, due.item.opened.sequence);
      this.owe(origin, sequence, what);
    }
  }

  private owe(origin: string, sequence: Sequence, what: string): void {
    this.owed.push({ origin, sequence, what });
  }

  put({ origin, sequence, examples }: Block): void {
    sequence.forEach((at, i) => {
      const what = nameOf('example', origin, at);
      if (this.saved.has(what)) return;
      this.saved.add(what);
      this.streamed.push({ origin, sequence: at, eventId: examples.eventId[i]!, label: examples.label[i]! });
    });
  }

  letters(letters: readonly DeadLetter[]): void {
    for (const { origin, sequence, code } of letters) {
      const what = nameOf('letter', origin, sequence);
      if (!LATE_CODES.has(code) && !this.saved.has(what)) this.refused.push({ origin, sequence, what });
      this.saved.add(what);
    }
  }

  /** Promise 3, of the events stream. */
  settled(origin: string, { position, tallies }: OriginState): void {
    this.owed = this.owed.filter((one) => {
      if (one.origin !== origin || !isTaken(one.sequence, position)) return true;
      if (!this.saved.has(one.what)) this.violations.push(`${origin} stands at ${position}; ${one.what} is not saved`);
      return false;
    });
    const refused = this.refused.filter((one) => one.origin === origin && isTaken(one.sequence, position)).length;
    const tallied = Object.values(tallies).reduce((sum, { rejected }) => sum + rejected, 0);
    if (refused !== tallied)
      this.violations.push(`${origin} stands at ${position} with ${tallied} refusals; ${refused} letters are stored`);
  }

  objectPut(name: string): void {
    this.held.add(name);
  }

  objectDeleted(name: string): void {
    this.held.delete(name);
    if (this.head !== null && namedBy(this.head).has(name))
      this.violations.push(`object ${name} was deleted; revision ${this.head.revision} needs it`);
  }

  /** Promises 3 and 5, of the examples stream. Gives the names that the new head needs. */
  committed(head: Head): ReadonlySet<string> {
    const before = this.head?.revision ?? 0;
    if (head.revision !== before + 1)
      this.violations.push(`revision ${head.revision} was committed after revision ${before}`);
    this.head = head;
    const names = namedBy(head);
    for (const name of names) {
      if (!this.held.has(name))
        this.violations.push(`revision ${head.revision} names object ${name}, which is not stored`);
    }
    const passed = this.streamed.filter(({ origin, sequence }) => isTaken(sequence, head.positions[origin])).length;
    const kept = head.learned.examples + head.waiting.examples;
    if (passed !== kept)
      this.violations.push(`the positions of revision ${head.revision} pass ${passed} examples; it keeps ${kept}`);
    return names;
  }
}

function namedBy({ workspace, lines, reigns, contest, stored }: Head): ReadonlySet<string> {
  return new Set([
    workspace,
    ...[...lines, ...reigns, ...contest.candidates, ...stored].map(({ checkpoint }) => checkpoint),
  ]);
}
