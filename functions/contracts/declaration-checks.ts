/** What one field alone cannot tell: whether the parts of a declaration fit each other. */
import type { ModelDeclaration } from './declaration';
import type { LearnerDeclaration } from './learners/learner';
import { membersOf } from './learners/nested';
import { learnersFor, type Task, tasksOf } from './learners/tasks';

export interface Complaint {
  readonly path: readonly (string | number)[];
  readonly got: unknown;
  /** What to change. */
  readonly advice: string;
}

export function crossChecks(declaration: ModelDeclaration): Complaint[] {
  return [
    ...learnerComplaints(declaration),
    ...crossComplaints(declaration),
    ...outcomeComplaints(declaration),
    ...gateComplaints(declaration),
    ...retrainComplaints(declaration),
  ];
}

function learnerComplaints({ learners, outcome }: ModelDeclaration): Complaint[] {
  const complaints: Complaint[] = [];
  const seen = new Map<string, number>();
  learners.forEach((learner, at) => {
    const { name, kind } = learner;
    const before = seen.get(name);
    if (before !== undefined) {
      complaints.push({
        path: ['learners', at, 'name'],
        got: name,
        advice: `learners[${before}] has this name already; give one of them another, for instance ${kind}({ name: '${name}2' })`,
      });
    }
    seen.set(name, at);
    complaints.push(...taskComplaints(learner, outcome.kind, ['learners', at]));
  });
  return complaints;
}

/** Of a learner and of those that it is made of. */
function taskComplaints(learner: LearnerDeclaration, task: Task, path: Complaint['path']): Complaint[] {
  const { kind } = learner;
  const fitting = tasksOf(kind);
  const own: Complaint[] = fitting.includes(task)
    ? []
    : [
        {
          path: [...path, 'kind'],
          got: kind,
          advice: `it learns ${fitting.join(' and ')} outcomes; for a ${task} outcome use ${learnersFor(task)}`,
        },
      ];
  const below = membersOf(learner).flatMap((member, at) =>
    taskComplaints(member, task, 'of' in learner ? [...path, 'of', at] : [...path, 'base']),
  );
  return [...own, ...below];
}

function crossComplaints({ crosses, features }: ModelDeclaration): Complaint[] {
  const complaints: Complaint[] = [];
  const categorical = Object.keys(features).filter((name) => features[name]!.kind === 'categorical');
  crosses.forEach((cross, at) => {
    cross.forEach((name, part) => {
      const path = ['crosses', at, part];
      if (!Object.hasOwn(features, name)) {
        complaints.push({
          path,
          got: name,
          advice: `no such feature is declared; the categorical ones are ${categorical.join(', ') || '(none)'}`,
        });
      } else if (features[name]!.kind !== 'categorical') {
        complaints.push({
          path,
          got: name,
          advice: `it is numeric, and only categorical features can be crossed: ${categorical.join(', ') || '(none)'}`,
        });
      } else if (cross.indexOf(name) !== part) {
        complaints.push({ path, got: name, advice: 'a feature is crossed with itself; name each once' });
      }
    });
    const key = [...cross].sort().join('×');
    const before = crosses.findIndex((other) => [...other].sort().join('×') === key);
    if (before !== at)
      complaints.push({
        path: ['crosses', at],
        got: cross,
        advice: `crosses[${before}] is the same cross; remove one`,
      });
  });
  return complaints;
}

function outcomeComplaints({ outcome }: ModelDeclaration): Complaint[] {
  const complaints: Complaint[] = [];
  const { otherwise } = outcome;
  if (outcome.kind === 'multiclass') {
    outcome.classes.forEach((name, at) => {
      if (outcome.classes.indexOf(name) !== at)
        complaints.push({ path: ['outcome', 'classes', at], got: name, advice: 'name each class once' });
    });
  }
  if (otherwise === 'discard') return complaints;
  const classes = outcome.kind === 'binary' ? 2 : outcome.kind === 'multiclass' ? outcome.classes.length : null;
  if (classes !== null && !(Number.isInteger(otherwise) && otherwise >= 0 && otherwise < classes)) {
    const labels = outcome.kind === 'multiclass' ? `the name of a class: ${outcome.classes.join(', ')}` : '0 or 1';
    complaints.push({
      path: ['outcome', 'otherwise'],
      got: otherwise,
      advice: `the default label must be ${labels}, or 'discard'`,
    });
  }
  return complaints;
}

function gateComplaints({ promote, outcome }: ModelDeclaration): Complaint[] {
  const complaints: Complaint[] = [];
  const forValues = promote.metric === 'squaredError' || promote.metric === 'absoluteError';
  if (forValues !== (outcome.kind === 'regression')) {
    const fitting = outcome.kind === 'regression' ? "'squaredError' or 'absoluteError'" : "'logLoss' or 'brier'";
    complaints.push({
      path: ['promote', 'metric'],
      got: promote.metric,
      advice: `for a ${outcome.kind} outcome give ${fitting}`,
    });
  }
  if (forValues && promote.lossBound === null) {
    complaints.push({
      path: ['promote', 'lossBound'],
      got: null,
      advice:
        'the gate needs bounded losses: give the largest loss that should count, for instance the 99.9th percentile you expect',
    });
  }
  if (!forValues && promote.lossBound !== null) {
    complaints.push({
      path: ['promote', 'lossBound'],
      got: promote.lossBound,
      advice: `${promote.metric} is bounded already; leave lossBound out`,
    });
  }
  if (promote.metric !== 'logLoss' && promote.clip !== null) {
    complaints.push({
      path: ['promote', 'clip'],
      got: promote.clip,
      advice: 'only logLoss is clipped; leave clip out',
    });
  }
  if (promote.maximumExamples < promote.minimumExamples) {
    complaints.push({
      path: ['promote', 'maximumExamples'],
      got: promote.maximumExamples,
      advice: `give at least minimumExamples (${promote.minimumExamples})`,
    });
  }
  return complaints;
}

function retrainComplaints({ retrain, archive }: ModelDeclaration): Complaint[] {
  if (retrain === null || archive !== null) return [];
  return [
    {
      path: ['retrain'],
      got: retrain,
      advice: 'training from scratch needs the learned examples: declare archive: { days: 90 }, or leave retrain out',
    },
  ];
}
