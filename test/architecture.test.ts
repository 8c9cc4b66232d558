/**
 * The table of who may import whom, as data, held against every source file. Imports point one way: domain ← ports ← use cases ←
 * handlers; adapters stand beside ports; infra sees the runtime only through contracts; the AWS SDK lives in adapters/aws and
 * in handlers, TF.js in adapters/tfjs.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { takenBy } from './support/source-imports';

const ROOT = join(__dirname, '..');
const MAX_LINES = 250;
const TOP_LEVEL =
  /^(package\.json|package-lock\.json|tsconfig\.json|cdk\.json|README\.md|LICENSE|infra|functions|test|\.[^/]+)$/;
const NAMELESS = /^(utils?|helpers?|common|misc|shared|lib)(\.|$)/;

/** Stands for an import whose name is not written out. */
const COMPUTED = 'what only a run can tell';

interface Zone {
  readonly name: string;
  readonly files: RegExp;
  /** Zones, packages, and `node:` modules; `*` at the end of a name stands for the rest of it. */
  readonly mayImport: readonly string[];
  /** What of the surroundings is out of bounds. */
  readonly not?: readonly string[];
}

const CLOCK_AND_CHANCE = ['Date.now', 'new Date()', 'Date()', 'performance', 'Math.random'];
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];
const SURROUNDINGS = ['process', 'fetch', 'globalThis', 'console'];
const PURE = [...CLOCK_AND_CHANCE, ...TIMERS, ...SURROUNDINGS];
const INNER = ['contracts', 'domain', 'ports'];
const USE_CASES = 'join-labels|close-windows|learn|watch-drift|retrain|promote|predict|rebuild|bury';

/** The first zone that takes a file is its own. */
const ZONES: readonly Zone[] = [
  { name: 'contracts', files: /^functions\/contracts\//, mayImport: ['node:crypto', 'zod'], not: PURE },
  {
    name: 'domain',
    files: /^functions\/domain\//,
    mayImport: ['contracts', 'node:crypto', 'node:zlib'],
    not: PURE,
  },
  { name: 'ports', files: /^functions\/ports\//, mayImport: ['contracts', 'domain'], not: PURE },
  {
    name: 'handlers',
    files: /^functions\/[^/]+\/(create-)?handler\.ts$/,
    mayImport: [...INNER, 'use cases', 'adapters', 'adapters/*', '@aws-sdk/*', 'aws-lambda', 'node:*', 'zod'],
  },
  {
    name: 'use cases',
    files: new RegExp(`^functions/(${USE_CASES})/`),
    mayImport: INNER,
    not: [...CLOCK_AND_CHANCE, ...SURROUNDINGS],
  },
  { name: 'adapters/memory', files: /^functions\/adapters\/memory\//, mayImport: [...INNER, 'adapters'] },
  {
    name: 'adapters/file',
    files: /^functions\/adapters\/file\//,
    mayImport: [...INNER, 'adapters', 'node:*', 'zod'],
  },
  {
    name: 'adapters/aws',
    files: /^functions\/adapters\/aws\//,
    mayImport: [
      ...INNER,
      'adapters',
      'adapters/file',
      'adapters/tfjs',
      'node:*',
      'zod',
      '@aws-sdk/*',
      '@aws-lambda-powertools/*',
      '@smithy/node-http-handler',
      'aws-lambda',
    ],
  },
  {
    name: 'adapters/tfjs',
    files: /^functions\/adapters\/tfjs\//,
    // The folder of TF.js's compiled part can be named by the environment.
    mayImport: [...INNER, 'adapters', 'node:*', '@tensorflow/*', COMPUTED],
  },
  { name: 'adapters', files: /^functions\/adapters\/[^/]+$/, mayImport: INNER },
  {
    name: 'the page',
    files: /^functions\/console\/page\//,
    mayImport: ['contracts', 'domain', 'console', '@observablehq/plot'],
  },
  { name: 'console', files: /^functions\/console\//, mayImport: [...INNER, 'node:*'] },
  {
    name: 'local',
    files: /^functions\/local\//,
    mayImport: [
      ...INNER,
      'use cases',
      'adapters',
      'adapters/memory',
      'adapters/file',
      'adapters/aws',
      'adapters/tfjs',
      'console',
      'models',
      'node:*',
      'cli-progress',
      'commander',
      'csv-parse',
      'csv-parse/*',
      'fzstd',
      'hyparquet',
      'jiti',
      'zod',
    ],
  },
  { name: 'the package', files: /^functions\/index\.ts$/, mayImport: ['contracts'] },
  { name: 'the library', files: /^functions\/library\//, mayImport: ['contracts', 'domain'] },
  { name: 'models', files: /^infra\/models\//, mayImport: ['the package'] },
  {
    name: 'infra',
    files: /^infra\//,
    mayImport: [
      'contracts',
      'models',
      'the package',
      'aws-cdk-lib',
      'aws-cdk-lib/*',
      'constructs',
      'node:crypto',
      'node:fs',
      'node:path',
    ],
  },
];

/** Of node:crypto, the pure zones take hashing alone: its other half is chance. */
const HASHING = ['createHash'];

const zoneOf = (file: string): Zone | undefined => ZONES.find(({ files }) => files.test(file));

const allows = (patterns: readonly string[], wanted: string): boolean =>
  patterns.some((pattern) => (pattern.endsWith('*') ? wanted.startsWith(pattern.slice(0, -1)) : wanted === pattern));

/** The zone or package that `specifier` stands for, in `file`. */
function target(file: string, specifier: string): string {
  if (specifier === 'perennial') return 'the package';
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(file), specifier);
  return (zoneOf(`${path}.ts`) ?? zoneOf(path))?.name ?? path;
}

function breachesOf(file: string, source: string): string[] {
  const zone = zoneOf(file);
  if (zone === undefined) return [`${file} is in no zone of the table: give it a place`];
  const { imports, ambient, names } = takenBy(source);
  const may = [zone.name, ...zone.mayImport];
  const wrong = imports
    .map((specifier) => specifier ?? COMPUTED)
    .filter((specifier) => !allows(may, target(file, specifier)))
    .map((specifier) => `${file} imports ${specifier}: ${zone.name} may only import ${may.join(', ')}`);
  const asked = ambient
    .filter((name) => zone.not?.includes(name))
    .map((name) => `${file} asks ${name}: ${zone.name} may not`);
  const chance = (zone.not === undefined ? [] : (names['node:crypto'] ?? []))
    .filter((name) => !HASHING.includes(name))
    .map((name) => `${file} takes ${name} from node:crypto: ${zone.name} may only take ${HASHING.join(', ')}`);
  return [...wrong, ...asked, ...chance];
}

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  // git still knows what was moved and is not committed yet.
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const sources = files.filter((file) => /^(functions|infra)\/.*\.ts$/.test(file));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('every source file', () => {
  it('imports only what its place allows, and asks no clock or chance where none belongs', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((file) => breachesOf(file, read(file)))).toEqual([]);
  });

  it(`has at most ${MAX_LINES} lines`, () => {
    const long = sources.map((file) => `${file}: ${read(file).trimEnd().split('\n').length} lines`);
    expect(long.filter((line) => Number(/(\d+) lines$/.exec(line)?.[1]) > MAX_LINES)).toEqual([]);
  });

  it('is named after its idea', () => {
    expect(files.filter((file) => NAMELESS.test(basename(file)))).toEqual([]);
  });
});

test('the top level holds what is agreed, and nothing else', () => {
  const top = [...new Set(files.map((file) => file.split('/')[0]!))];
  expect(top.filter((name) => !TOP_LEVEL.test(name))).toEqual([]);
});

describe('a breach is found', () => {
  const only = (file: string, source: string): string => breachesOf(file, source).join('\n');
  const DOMAIN = 'functions/domain/statistics/mean.ts';
  const MAY = 'domain may only import domain, contracts, node:crypto, node:zlib';

  it.each([
    ['static', `import { createFileHeads } from '../../adapters/file/heads';`],
    ['of types only', `import type { Heads } from '../../adapters/file/heads';`],
    ['for its effects', `import '../../adapters/file/heads';`],
    ['handed on', `export { createFileHeads } from '../../adapters/file/heads';`],
    ['handed on whole', `export * from '../../adapters/file/heads';`],
    ['dynamic', `const load = async () => import('../../adapters/file/heads');`],
    ['dynamic, in backquotes', 'const load = async () => import(`../../adapters/file/heads`);'],
    ['required', `const heads = require('../../adapters/file/heads');`],
    ['looked up', `const path = require.resolve('../../adapters/file/heads');`],
    ['required by TypeScript', `import heads = require('../../adapters/file/heads');`],
    ['in the place of a type', `let heads: import('../../adapters/file/heads').Heads;`],
    ['deep inside a class', `class A { m = () => { if (a) return [import('../../adapters/file/heads')]; }; }`],
  ])('in an import that is %s', (_, source) => {
    expect(only(DOMAIN, source)).toBe(`${DOMAIN} imports ../../adapters/file/heads: ${MAY}`);
  });

  it.each([
    ['functions/domain/a.ts', `import { S3Client } from '@aws-sdk/client-s3';`, '@aws-sdk/client-s3'],
    ['functions/domain/a.ts', `import { existsSync, readFileSync } from 'node:fs';`, 'node:fs'],
    ['functions/ports/a.ts', `import type { Learning } from '../learn/learn';`, '../learn/learn'],
    [
      'functions/learn/learn.ts',
      `import { createMemoryHeads } from '../adapters/memory/heads';`,
      '../adapters/memory/heads',
    ],
    ['functions/learn/learn.ts', `import { readFile } from 'node:fs/promises';`, 'node:fs/promises'],
    ['functions/learn/learn.ts', `import { handler } from './handler';`, './handler'],
    ['functions/adapters/file/heads.ts', `import { add } from '@tensorflow/tfjs-core';`, '@tensorflow/tfjs-core'],
    ['functions/adapters/memory/heads.ts', `import { open } from '../file/heads';`, '../file/heads'],
    ['functions/local/replay.ts', `import { S3Client } from '@aws-sdk/client-s3';`, '@aws-sdk/client-s3'],
    [
      'functions/contracts/names.ts',
      `import { nameOf } from '../domain/checkpoint/object-name';`,
      '../domain/checkpoint/object-name',
    ],
    ['functions/console/page/page.ts', `import { join } from 'node:path';`, 'node:path'],
    [
      'infra/constructs/stream.ts',
      `import { joinLabels } from '../../functions/join-labels/join-labels';`,
      '../../functions/join-labels/join-labels',
    ],
    ['functions/learn/learn.ts', `import { sample } from '../../test/support/prng';`, '../../test/support/prng'],
  ])('where %s says %s', (file, source, specifier) => {
    expect(only(file, source)).toContain(`${file} imports ${specifier}: `);
  });

  it.each([
    [`const now = Date.now();`, 'Date.now'],
    [`const now = Date['now']();`, 'Date.now'],
    [`const { now } = Date;`, 'Date.now'],
    [`const now = new Date();`, 'new Date()'],
    [`const now = new Date;`, 'new Date()'],
    [`const now = Date();`, 'Date()'],
    [`const now = performance.now();`, 'performance'],
    [`const chance = Math.random();`, 'Math.random'],
    [`const { exp, random } = Math;`, 'Math.random'],
    [`const draw = [Math.random];`, 'Math.random'],
  ])('where the domain or a use case says %s', (source, name) => {
    expect(only(DOMAIN, source)).toBe(`${DOMAIN} asks ${name}: domain may not`);
    expect(only('functions/learn/learn.ts', source)).toBe(`functions/learn/learn.ts asks ${name}: use cases may not`);
  });

  it.each([
    [`setTimeout(learn, 100);`, 'setTimeout'],
    [`const home = process.env.HOME;`, 'process'],
    [`const get = fetch;`, 'fetch'],
    [`console.log(1);`, 'console'],
  ])('where the domain says %s', (source, name) => {
    expect(only(DOMAIN, source)).toBe(`${DOMAIN} asks ${name}: domain may not`);
  });

  it('where the domain takes chance from node:crypto', () => {
    expect(only(DOMAIN, `import { createHash, randomUUID as id } from 'node:crypto';`)).toBe(
      `${DOMAIN} takes randomUUID from node:crypto: domain may only take createHash`,
    );
  });

  it('where nobody can tell what is imported', () => {
    expect(only(DOMAIN, `const load = (name: string) => import(name);`)).toBe(`${DOMAIN} imports ${COMPUTED}: ${MAY}`);
  });

  it('where a file has no place', () => {
    expect(only('functions/magic/spell.ts', '')).toBe(
      'functions/magic/spell.ts is in no zone of the table: give it a place',
    );
  });
});

test.each([
  ['functions/domain/a.ts', `// import '../adapters/file/heads'\nconst text = "require('node:fs') Date.now()";`],
  [
    'functions/domain/a.ts',
    `import { createHash } from 'node:crypto';\nconst t = (ms: number) => new Date(ms), d = { performance: 1 }.performance;`,
  ],
  [
    'functions/domain/a.ts',
    `import type { ModelDeclaration } from '../contracts/declaration';\nimport { b } from './b';`,
  ],
  [
    'functions/learn/handler.ts',
    `import { S3Client } from '@aws-sdk/client-s3';\nimport { createS3Objects } from '../adapters/aws/objects';`,
  ],
  ['functions/adapters/tfjs/dense.ts', `import { add } from '@tensorflow/tfjs-core';`],
  ['functions/adapters/aws/objects.ts', `import { S3Client } from '@aws-sdk/client-s3';`],
  ['infra/models/mine.ts', `import { model } from 'perennial';`],
])('what is allowed is not a breach: %s, %s', (file, source) => {
  expect(breachesOf(file, source)).toEqual([]);
});
