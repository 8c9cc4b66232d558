import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, type Runner } from '../../functions/local/command-line';
import { hasAlarm } from '../../infra/monitoring/alarm-of';
import { MODEL_WATCHES } from '../../infra/monitoring/model-watches';
import { PLATFORM_WATCHES } from '../../infra/monitoring/platform-watches';

const RUNBOOK = readFileSync(join(__dirname, '../../infra/RUNBOOK.md'), 'utf8');
const sections = RUNBOOK.split(/^### /m)
  .slice(1)
  .map((section): [string, string] => [section.split('\n', 1)[0]!, section]);

it('has a section for every alarm, and an alarm for every section', () => {
  const alarms = [...MODEL_WATCHES, ...PLATFORM_WATCHES].filter(hasAlarm).map(({ id }) => id);
  expect(sections.map(([name]) => name).sort()).toEqual(alarms.sort());
});

it.each(sections)('says of %s what it means, where to look, what to do', (_, section) => {
  for (const part of ['**Means.**', '**Look.**', '**Do.**']) expect(section).toContain(part);
});

describe('every command of ours that it names', () => {
  const nobody: Runner = {
    show: async () => {},
    replay: async () => {},
    predict: async () => {},
    send: async () => {},
    say: () => {},
  };
  const program = commandLine(nobody, '0.0.0');
  const named = [...RUNBOOK.matchAll(/npx perennial ([^`]+)/g)].map(([, command]) => command!);

  it.each([...new Set(named)])('exists, with its options: perennial %s', (command) => {
    const known = program.commands.find((one) => one.name() === command.split(' ', 1)[0]);
    expect(known).toBeDefined();
    const options = known!.options.map(({ long }) => long);
    for (const [option] of command.matchAll(/--[a-z-]+/g)) expect(options).toContain(option);
  });
});
