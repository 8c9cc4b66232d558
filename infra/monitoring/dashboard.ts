/** One dashboard per model: a row for each question, a graph for each watch, an alarm's threshold drawn on its graph. */
import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { thresholdOf } from './alarm-of';
import { metricOf, type Place } from './metric-of';
import { type Expected, QUESTIONS, type Watch } from './watch';

/** Of the 24 columns of a dashboard. */
const COLUMNS = 24;
const WIDTH = 6;
const PERIOD = Duration.minutes(5);

/** Watches, and the place where their sources are looked up. */
export interface Watched {
  readonly watches: readonly Watch[];
  readonly place: Place;
}

export function dashboard(scope: Construct, id: string, watched: readonly Watched[], expected: Expected): Dashboard {
  const rows = QUESTIONS.flatMap(([question, text]) => [
    [new TextWidget({ markdown: `## ${text}`, width: COLUMNS, height: 1 })],
    watched.flatMap(({ watches, place }) =>
      watches.filter((watch) => watch.question === question).flatMap((watch) => graph(watch, place, expected)),
    ),
  ]);
  return new Dashboard(scope, id, { widgets: rows, defaultInterval: Duration.days(7) });
}

function graph({ title, unit, sources, alarm, id }: Watch, place: Place, expected: Expected): IWidget[] {
  const period = alarm === undefined ? PERIOD : Duration.minutes(alarm.periodMinutes);
  const left = sources.flatMap((source) => metricOf(source, place, period) ?? []);
  if (left.length === 0) return [];
  const leftAnnotations = alarm === undefined ? [] : [{ value: thresholdOf(alarm, expected), label: `alarm ${id}` }];
  return [
    new GraphWidget({ title, width: WIDTH, left, leftYAxis: { label: unit, showUnits: false }, leftAnnotations }),
  ];
}
