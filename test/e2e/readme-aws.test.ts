/**
 * The README's section on AWS is executed, in one shell, as a new user would: the emulator's block first, then every command as
 * written, in the checkout. Another port than the README's, so that a developer's own emulator is left alone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../support/aws/emulator';
import { suitablePython } from '../support/aws/emulator-python';

const packageDir = resolve(__dirname, '../..');
const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');
const blocksOf = (kind: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`sh ${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text!);
const commands = blocksOf('aws').flatMap((text) => text.trim().split('\n'));
const [emulator = ''] = blocksOf('emulator');

const PORT = '4566';
/** Between the outputs of two commands. */
const MARK = '--- 8< ---';
const isRequired = Boolean(process.env.CI) || Boolean(process.env.PERENNIAL_REQUIRE_EMULATOR);
const isPossible = suitablePython() !== undefined || isRequired;

/** The shell stops at the first command that fails; the emulator goes with it. */
function script(port: number): string {
  return [
    'set -e',
    emulator.trim().replaceAll(PORT, String(port)),
    'trap "kill $!" EXIT',
    `for _ in $(seq 300); do curl --silent --fail http://127.0.0.1:${port}/_ministack/health > /dev/null && break; read -t 0.1 _ < <(:) || true; done`,
    ...commands.flatMap((command) => [`echo '${MARK}'`, command]),
  ].join('\n');
}

(isPossible ? describe : describe.skip)('the README, pasted into a shell (needs Python 3.10 or later)', () => {
  const said = new Map<string, string>();

  beforeAll(async () => {
    const { AWS_PROFILE: _, ...env } = process.env;
    const { stdout, stderr, status } = spawnSync('bash', ['-c', script(await freePort())], {
      cwd: packageDir,
      encoding: 'utf8',
      env: { ...env, CDK_DISABLE_VERSION_CHECK: '1', CDK_DISABLE_CLI_TELEMETRY: '1', NODE_NO_WARNINGS: '1' },
      maxBuffer: 64 * 2 ** 20,
    });
    if (status !== 0) throw new Error(`ended with ${status}:\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`);
    stdout
      .split(`${MARK}\n`)
      .slice(1)
      .forEach((output, at) => {
        said.set(/(?:npx cdk|npx perennial) (\S+)/.exec(commands[at]!)![1]!, output);
      });
  }, 600_000);

  it('has run every command', () => {
    expect([...said.keys()]).toEqual([
      'bootstrap',
      'deploy',
      'smoke',
      'status',
      'versions',
      'ledger',
      'lineage',
      'promote',
      'rollback',
      'served',
      'dead-letters',
    ]);
  });

  it('has sent events through the whole loop', () => {
    expect(said.get('smoke')).toContain('the loop of model flights turns');
    expect(said.get('status')).toContain('48 accepted');
  });

  it('has moved the champion, and taken that back', () => {
    expect(said.get('versions')).toMatch(/3\.0\s+prior\s+start\s+\w+\s+stored\s+champion/);
    expect(said.get('promote')).toContain('1.0 answers from now on');
    expect(said.get('rollback')).toContain('3.0 answers from now on');
    expect(said.get('dead-letters')).toContain('0 dead letters');
  });
});
