/**
 * What goes wrong inside the ports: a process dies just before or just after a call took effect, a call is refused, or it takes
 * effect and its answer is lost. A plan strikes given calls of given methods, so that a method called once is hit as often as
 * one called a hundred times.
 */
import type { Chance } from './chance';

export const METHODS = [
  'waiting.origin',
  'waiting.origins',
  'waiting.take',
  'waiting.close',
  'waiting.settle',
  'examples.put',
  'examples.next',
  'examples.trim',
  'deadLetters.put',
  'heads.load',
  'heads.commit',
  'objects.put',
  'objects.get',
  'objects.delete',
] as const;
export type Method = (typeof METHODS)[number];

const METHOD_NAMES: ReadonlySet<string> = new Set(METHODS);
export const isMethod = (name: string): name is Method => METHOD_NAMES.has(name);

export const FAULT_KINDS = ['crash-before', 'crash-after', 'throttled', 'timed-out'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** The process is gone: nothing that it held in memory is seen again. */
export class SimulatedCrash extends Error {
  override readonly name = 'SimulatedCrash';
}

/** The call failed, or its answer was lost; the process lives on. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

interface Strike {
  readonly kind: FaultKind;
  /** Calls of the method to let pass first. */
  remaining: number;
}

export class FaultPlan {
  private readonly strikes = new Map<Method, Strike[]>();

  /** @param calls how often the undisturbed run calls each method */
  constructor(chance: Chance, count: number, calls: ReadonlyMap<string, number>) {
    for (let i = 0; i < count; i++) {
      const method = chance.pick(METHODS);
      const kind = chance.pick(FAULT_KINDS);
      this.add(method, kind, chance.between(0, Math.max(0, (calls.get(method) ?? 1) - 1)));
    }
  }

  add(method: Method, kind: FaultKind, remaining: number): void {
    const strikes = this.strikes.get(method) ?? [];
    strikes.push({ kind, remaining });
    this.strikes.set(method, strikes);
  }

  /** Told of every call; the fault that strikes it, or null. */
  next(method: Method): FaultKind | null {
    const strikes = this.strikes.get(method);
    if (strikes === undefined) return null;
    for (const strike of strikes) strike.remaining -= 1;
    const at = strikes.findIndex(({ remaining }) => remaining < 0);
    return at < 0 ? null : strikes.splice(at, 1)[0]!.kind;
  }
}
