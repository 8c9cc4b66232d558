/** Is a model learning, and how fresh is what it has learned? */
import { ANY, BEHIND } from './rules';
import { errors, invocations, iteratorAge, own, throttles } from './sources';
import type { Watch } from './watch';

/** Windows are closed every minute; half an hour late is a fault, whatever the disorder that the model allows. */
const WINDOWS_GRACE_SECONDS = 1_800;

export const LEARNING_WATCHES: readonly Watch[] = [
  {
    id: 'LearnFailing',
    question: 'learning',
    title: 'learn fails: nothing is lost, and nothing is learned until it is mended',
    unit: 'errors',
    sources: [errors('learn'), throttles('learn')],
    alarm: ANY,
  },
  {
    id: 'LearnNotRunning',
    question: 'learning',
    title: 'No example has reached learn for a day',
    unit: 'invocations',
    sources: [invocations('learn')],
    alarm: {
      when: 'below',
      threshold: 1,
      periodMinutes: 60,
      periods: 24,
      missing: 'wrong',
      missingBecause: 'a function that is never invoked writes no value: that is what is looked for',
    },
  },
  {
    id: 'Events',
    question: 'learning',
    title: 'Events by what became of them',
    unit: 'events',
    sources: [
      own('eventsAccepted', 'Sum'),
      own('eventsRejected', 'Sum'),
      own('eventsLate', 'Sum'),
      own('eventsDuplicate', 'Sum'),
    ],
  },
  {
    id: 'Examples',
    question: 'learning',
    title: 'Examples released, and learned',
    unit: 'examples',
    sources: [own('examplesReleased', 'Sum'), own('examplesLearned', 'Sum'), own('commits', 'Sum')],
  },
  {
    id: 'EventsBuried',
    question: 'learning',
    title: 'Events were given up on and are in the dead-letter store',
    unit: 'events',
    sources: [own('buried', 'Sum')],
    alarm: ANY,
  },
  {
    id: 'LearnBehind',
    question: 'fresh',
    title: 'learn is more than an hour behind the examples stream',
    unit: 'ms',
    sources: [iteratorAge('learn')],
    alarm: BEHIND,
  },
  {
    id: 'LearnedStale',
    question: 'fresh',
    title: 'What was learned last is old',
    unit: 'seconds',
    sources: [own('learnedBehindSeconds', 'Maximum')],
    alarm: {
      when: 'from',
      threshold: ({ staleAfterSeconds }) => staleAfterSeconds,
      periodMinutes: 5,
      periods: 1,
      missing: 'as before',
      missingBecause: 'it is told after a commit; whether learn runs is an alarm of its own',
    },
  },
  {
    id: 'WindowsBehind',
    question: 'fresh',
    title: 'Windows are closed late: default labels and late events wait',
    unit: 'seconds',
    sources: [own('windowsBehindSeconds', 'Maximum')],
    alarm: {
      when: 'from',
      threshold: ({ declaration: { disorderMs } }) => disorderMs / 1_000 + WINDOWS_GRACE_SECONDS,
      periodMinutes: 5,
      periods: 1,
      missing: 'as before',
      missingBecause: 'whether close-windows runs is an alarm of its own',
    },
  },
  {
    id: 'ChampionAge',
    question: 'fresh',
    title: 'Age of the champion since its seal',
    unit: 'seconds',
    sources: [own('championAgeSeconds', 'Maximum')],
  },
];
