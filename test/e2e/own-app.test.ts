/** A team's own CDK app, as the README writes it, in a folder that has perennial installed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const packageDir = resolve(__dirname, '../..');
const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');

/** A file that the README shows. */
function shown(file: string): string {
  const [, text] = new RegExp(`^\`\`\`ts ${file.replace('.', '\\.')}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README shows no ${file}`);
  return text;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-own-app-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageDir, join(folder, 'node_modules', 'perennial'));
  for (const name of ['aws-cdk-lib', 'constructs'])
    symlinkSync(join(packageDir, 'node_modules', name), join(folder, 'node_modules', name));
  for (const file of ['deliveries.ts', 'app.ts']) writeFileSync(join(folder, file), shown(file));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('synthesises, with the functions that the package brings', () => {
  execFileSync(process.execPath, ['--import', join(packageDir, 'node_modules/tsx/dist/loader.mjs'), 'app.ts'], {
    cwd: folder,
    env: { ...process.env, CDK_OUTDIR: 'cdk.out', CDK_VALIDATION: 'false', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const template = JSON.parse(readFileSync(join(folder, 'cdk.out', 'Learning.template.json'), 'utf8'));
  const functions = Object.keys(template.Resources).filter(
    (id) => template.Resources[id].Type === 'AWS::Lambda::Function',
  );
  expect(functions.filter((id) => id.startsWith('Deliveries')).length).toBeGreaterThanOrEqual(4);
  const assets = readdirSync(join(folder, 'cdk.out')).filter((name) => name.startsWith('asset.'));
  const models = assets.map((name) => readFileSync(join(folder, 'cdk.out', name, 'models.json'), 'utf8'));
  expect(models.length).toBeGreaterThan(3);
  for (const text of models) expect(JSON.parse(text)).toMatchObject([{ name: 'deliveries' }]);
});
