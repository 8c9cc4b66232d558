/** How often, at the least, each kind of disturbance must really have happened in 2,500 schedules: a plan that does nothing shows nothing. */
import { FAULT_KINDS, METHODS } from './faults';

const LEAST: Readonly<Record<string, number>> = {
  'batches bisected': 500,
  'batches from an earlier position': 2000,
  'batches given again after they were done': 1000,
  'batches of one shard before another': 500,
  'learned blocks given again': 1500,
  reshards: 500,
  'joiners raced': 500,
  'closers raced': 500,
  'learners raced': 500,
  'closed while joining': 500,
  'learned while joining': 500,
  'a person overtook a learner': 100,
  'races lost at waiting.settle': 300,
  'races lost at heads.commit': 500,
  'waiting events forgot-all': 100,
  'waiting events forgot-some': 100,
  'outcomes before their predictions': 1000,
  'copies of events': 2000,
  'refused events': 2000,
  'late events': 2000,
  'compared bit for bit': 1500,
  'ledger: candidate-sealed': 5000,
  'ledger: candidate-given-up': 1000,
  'ledger: promoted': 500,
  'ledger: rolled-back': 50,
};

/** Each of the port methods, each way of failing there. */
const LEAST_PER_PORT_FAULT = 50;

const SCHEDULES = 2500;

/** What happened too seldom, as sentences. */
export function tooSeldom(happened: ReadonlyMap<string, number>, schedules: number): string[] {
  const portFaults = METHODS.flatMap((method) => FAULT_KINDS.map((kind) => `${kind} ${method}`));
  const wanted = [...Object.entries(LEAST), ...portFaults.map((fault) => [fault, LEAST_PER_PORT_FAULT] as const)];
  return wanted.flatMap(([what, least]) => {
    const times = happened.get(what) ?? 0;
    const share = (least * schedules) / SCHEDULES;
    return times < share ? [`${what}: ${times} times in ${schedules} schedules, wanted at least ${share}`] : [];
  });
}
