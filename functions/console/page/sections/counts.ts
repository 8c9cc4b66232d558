/** Where every accepted event went, and whether that adds up: accepted = learned + pending + late + rejected. */
import type { Counts } from '../../state';
import { PLACES, unaccounted } from '../accounts';
import { h, svg } from '../element';
import { formatCount, formatMany } from '../format';
import type { Scene } from '../view';

const MEANINGS: Readonly<Record<(typeof PLACES)[number], string>> = {
  learned: 'by every line, exactly once',
  pending: 'waiting for an outcome or for a full micro-batch',
  late: 'after their window had closed',
  rejected: 'set aside, each with its reason',
};

export function counts({ state }: Scene): Element {
  return h(
    'section',
    { class: 'counts', 'aria-labelledby': 'counts-title', 'data-key': 'counts' },
    h('h2', { id: 'counts-title' }, 'Accounts'),
    h('p', { class: 'note' }, 'accepted = learned + pending + late + rejected'),
    shares(state.counts),
    h(
      'dl',
      { class: 'sum' },
      ...PLACES.map((place) => term(place, state.counts[place], MEANINGS[place])),
      term('accepted', state.counts.accepted, null),
    ),
    verdict(state.counts),
    h(
      'p',
      { class: 'note' },
      `Outside this sum: ${formatMany(state.counts.duplicates, 'duplicate')}, recognised and left alone.`,
    ),
  );
}

function term(name: string, value: number, meaning: string | null): Element {
  return h(
    'div',
    { class: `term term-${name}` },
    h('dt', {}, meaning === null ? null : h('span', { class: `dot look-${name}`, 'aria-hidden': 'true' }), name),
    h('dd', { class: 'value' }, formatCount(value)),
    meaning === null ? null : h('dd', { class: 'aside' }, meaning),
  );
}

function shares(all: Counts): Element | null {
  if (!(all.accepted > 0)) return null;
  let x = 0;
  const rects = PLACES.map((place) => {
    const width = (Math.max(0, all[place]) / all.accepted) * 100;
    const rect = svg('rect', {
      class: `look-${place}`,
      x: `${x.toFixed(3)}%`,
      width: `${width.toFixed(3)}%`,
      height: '100%',
    });
    x += width;
    return rect;
  });
  return svg('svg', { class: 'shares', 'aria-hidden': 'true', focusable: 'false' }, ...rects);
}

function verdict(all: Counts): Element {
  const difference = unaccounted(all);
  if (difference === null) return wrong('It can’t be checked: a count is missing.');
  if (difference > 0)
    return wrong(`It does not add up: ${formatCount(difference)} accepted and in none of these places.`);
  if (difference < 0)
    return wrong(`It does not add up: ${formatCount(-difference)} in these places more than were accepted.`);
  return h(
    'p',
    { class: 'check' },
    all.accepted > 0
      ? 'It adds up: everything accepted is in exactly one place.'
      : 'No examples yet: nothing to account for.',
  );
}

function wrong(text: string): Element {
  return h('p', { class: 'check check-bad', role: 'alert' }, text);
}
