/**
 * The library as the README shows it, in a folder that has perennial installed: compiled as ES modules and as CommonJS against the
 * declarations that are published, those checked too, run by node, and held against what each example says that it prints.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const packageDir = resolve(__dirname, '../..');
const readme = readFileSync(join(packageDir, 'README.md'), 'utf8');
const [, section = ''] = /^## The library by itself$([\s\S]*?)^## /m.exec(readme) ?? [];
const examples = [...section.matchAll(/^```ts (\w+)\.ts\n([\s\S]*?)^```$/gm)].map(([, name, text]) => ({
  name: name!,
  text: text!,
  prints: [...text!.matchAll(/^console\.log\(.*; \/\/ (.*)$/gm)].map(([, said]) => said!),
}));
const subpaths = [...section.matchAll(/^\| `perennial\/(\w+)`/gm)].map(([, name]) => name!);
const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));

const strict = {
  strict: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  noPropertyAccessFromIndexSignature: true,
};

let folder: string;
const compiled = (name: string, compilerOptions: object, files: readonly string[]): string => {
  writeFileSync(join(folder, name), JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, files }));
  try {
    execFileSync(join(packageDir, 'node_modules', '.bin', 'tsc'), ['-p', name], { cwd: folder, encoding: 'utf8' });
    return '';
  } catch (error) {
    return String(Reflect.get(Object(error), 'stdout'));
  }
};
const printed = (file: string): string[] =>
  execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }).trimEnd().split('\n');

beforeAll(() => {
  if (!existsSync(join(packageDir, 'dist', 'modules'))) throw new Error('build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'perennial-library-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(packageDir, join(folder, 'node_modules', 'perennial'));
  for (const { name, text } of examples) {
    for (const kind of ['ts', 'mts', 'cts']) writeFileSync(join(folder, `${name}.${kind}`), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it('the README shows what every entry of the package is, and no other', () => {
  const entries = Object.keys(manifest.exports).filter((entry) => entry.startsWith('./') && !/infra|json/.test(entry));
  expect(subpaths.map((name) => `./${name}`).sort()).toEqual(entries.sort());
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

it('each example prints what it says, imported and required', () => {
  const files = examples.flatMap(({ name }) => [`${name}.mts`, `${name}.cts`]);
  expect(compiled('node.json', { module: 'node16', moduleResolution: 'node16' }, files)).toBe('');
  for (const { name, prints } of examples) {
    expect(printed(`${name}.mjs`)).toEqual(prints);
    expect(printed(`${name}.cjs`)).toEqual(prints);
  }
}, 120_000);

it('type-checks where a bundler resolves', () => {
  const options = { module: 'esnext', moduleResolution: 'bundler', noEmit: true, skipLibCheck: true };
  const files = examples.map(({ name }) => `${name}.ts`);
  expect(compiled('bundler.json', options, files)).toBe('');
});

it('each entry gives import and require the same objects', () => {
  const script = subpaths
    .map((name, at) => `import * as m${at} from 'perennial/${name}';`)
    .concat(`import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`)
    .concat(
      subpaths.map(
        (name, at) =>
          `for (const [key, value] of Object.entries(require('perennial/${name}'))) if (m${at}[key] !== value) console.log('${name}', key);`,
      ),
    )
    .concat(`console.log('checked');`);
  writeFileSync(join(folder, 'same.mjs'), script.join('\n'));
  expect(printed('same.mjs')).toEqual(['checked']);
});
