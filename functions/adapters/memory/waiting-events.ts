import { arrive, remnantOf, type Stored } from '../../domain/labels/arrive';
import { endOfWindow } from '../../domain/labels/end-of-window';
import { standsAt } from '../../domain/labels/stands-at';
import { type Due, forgettableAtMs, type Mark, type OriginState, type WindowRule } from '../../domain/labels/waiting';
import { windowOrigin } from '../../domain/labels/window-sequence';
import { compareSequences, isTaken } from '../../domain/lineage/sequence';
import type { WaitingEvents } from '../../ports/waiting-events';

interface ModelItems {
  readonly rule: WindowRule;
  readonly items: Map<string, Stored>;
  /** What closing gave and no settle has acknowledged yet. */
  readonly unsettled: Map<string, Due>;
}

/**
 * The definition of the port: every call looks at every item. Transitions are never lost here, so a retry meets its own marks,
 * as it does in a store that outlives the process.
 */
export function createMemoryWaitingEvents(rules: Readonly<Record<string, WindowRule>>): WaitingEvents {
  const models = new Map<string, ModelItems>();
  for (const [model, rule] of Object.entries(rules))
    models.set(model, { rule, items: new Map(), unsettled: new Map() });
  const origins = new Map<string, OriginState>();

  const itemsOf = (model: string): ModelItems => {
    const items = models.get(model);
    if (items === undefined)
      throw new Error(`the waiting store was made without the model ${model}; pass its window rule`);
    return items;
  };
  const isSettled = (mark: Mark | null): boolean =>
    mark === null || isTaken(mark.sequence, origins.get(mark.origin)?.position);

  return {
    async origin(origin) {
      return structuredClone(origins.get(origin));
    },

    async origins() {
      return structuredClone(Object.fromEntries(origins));
    },

    async take(model, arrivals) {
      const { items, rule } = itemsOf(model);
      return arrivals.map((arrival) => {
        const { item, answer } = arrive(items.get(arrival.eventId), arrival, rule);
        if (item !== undefined) items.set(arrival.eventId, item);
        return answer;
      });
    },

    async close(model, watermarkMs, after, limit) {
      const { items, rule, unsettled } = itemsOf(model);
      const endings = [...unsettled.values()]
        .filter(({ sequence }) => after === null || compareSequences(sequence, after) > 0)
        .map((due) => ({ due, item: items.get(due.eventId)! }));
      for (const [eventId, item] of items) {
        if (item.state === 'done' || item.state === 'settled' || item.endMs > watermarkMs) continue;
        endings.push(endOfWindow(model, eventId, item, after, rule));
      }
      endings.sort((a, b) => compareSequences(a.due.sequence, b.due.sequence));
      return endings.slice(0, limit).map(({ due, item }) => {
        items.set(due.eventId, item);
        unsettled.set(due.eventId, due);
        return due;
      });
    },

    async settle(origin, state, from) {
      if (!standsAt(origins.get(origin), from)) return 'conflict';
      origins.set(origin, structuredClone(state));
      for (const [model, { items, rule, unsettled }] of models) {
        const windows = origins.get(windowOrigin(model));
        const closedUpToMs = windows?.tallies[model]?.latestMs ?? Number.NEGATIVE_INFINITY;
        for (const [eventId, due] of unsettled) if (isTaken(due.sequence, windows?.position)) unsettled.delete(eventId);
        for (const [eventId, item] of items) {
          const over =
            item.state === 'done' && isSettled(item.opened) && isSettled(item.joined) && isSettled(item.ended);
          const stored = over ? remnantOf(item) : item;
          if (stored.state === 'settled' && forgettableAtMs(stored, rule) <= closedUpToMs) items.delete(eventId);
          else items.set(eventId, stored);
        }
      }
      return 'settled';
    },

    async count(model) {
      let events = 0;
      for (const [name, { items }] of models) {
        if (model !== undefined && name !== model) continue;
        for (const item of items.values()) if (item.state !== 'done' && item.state !== 'settled') events += item.events;
      }
      return events;
    },
  };
}
