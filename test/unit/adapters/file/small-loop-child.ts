/** A process that works on a state folder until it is done, killed, or refused. Each finished step is a line on stdout. */
import { writeSync } from 'node:fs';
import { createFileHeads } from '../../../../functions/adapters/file/heads';
import { openStateFolder } from '../../../../functions/adapters/file/state-folder';
import { sampleCommit } from '../../../contracts/sample-commit';
import { jsonCodec } from './json-codec';
import { loopRules, MODEL, runLoop } from './small-loop';

const say = (line: string): number => writeSync(1, `${line}\n`);

async function loop(folder: string, rounds: number): Promise<void> {
  const state = await openStateFolder(folder, { rules: loopRules, codec: jsonCodec, command: 'the small loop' });
  await runLoop(state, rounds, (round) => say(`round ${round}`));
  await state.close();
}

/** Commits `count` revisions, beginning anew after each conflict. */
async function commit(folder: string, count: number): Promise<void> {
  const heads = createFileHeads(folder);
  say('ready');
  for (let committed = 0; committed < count; ) {
    const revision = ((await heads.load(MODEL))?.revision ?? 0) + 1;
    if ((await heads.commit(sampleCommit(MODEL, revision, `process ${process.pid}`))) === 'committed') committed += 1;
  }
}

const [work, folder, count] = process.argv.slice(2);
(work === 'loop' ? loop : commit)(folder!, Number(count)).then(
  () => say('done'),
  (error: Error) => {
    say(`${error.name}: ${error.message}`);
    process.exitCode = 1;
  },
);
