/** The README is executed: its files are written, its commands run in order, in an empty folder that has perennial installed. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const packageDir = resolve(__dirname, '../..');
const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');
const [, section = ''] = /^## Your own model$([\s\S]*?)^## /m.exec(readme) ?? [];
const blocks = [...section.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language, file, text]) => ({
  language: language!,
  file: file!,
  text: text!,
}));
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n'));

let folder: string;
beforeAll(() => {
  if (!existsSync(join(packageDir, 'dist', 'perennial.js'))) throw new Error('build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'perennial-readme-'));
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(packageDir, join(folder, 'node_modules', 'perennial'));
  symlinkSync('../perennial/dist/perennial.js', join(folder, 'node_modules', '.bin', 'perennial'));
  for (const { file, text } of blocks) if (file !== '') writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const said = new Map<string, string>();

it.each(commands)('%s', (command) => {
  const output = execFileSync('bash', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(output).not.toBe('');
  said.set(/perennial ([a-z-]+)/.exec(command)![1]!, output);
});

// By hand: a1 and a2 are joined and make the one micro-batch; a3 waits; the copy counts once; a4 has no time.
it('says of its own events what the text says', () => {
  expect(said.get('replay')).toContain('6 accepted = 4 learned + 1 pending + 0 late + 1 rejected (1 duplicates)');
  expect(said.get('rebuild')).toContain('identical');
  expect(said.get('dead-letters')).toContain('yesterday');
  expect(said.get('served')).toContain('2.0 answered');
  expect(said.get('promote')).toContain('1.1 answers from now on');
  expect(said.get('predict')).toContain('"version":"1.1"');
  expect(said.get('rollback')).toContain('in place of 1.1');
});
