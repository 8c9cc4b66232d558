import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BUILT_IN,
  chooseModel,
  declaredModels,
  ModelFileUnusable,
  ModelNotFound,
} from '../../../functions/local/model-files';
import { clicks, flights } from '../../support/sample-events';

const folder = mkdtempSync(join(tmpdir(), 'perennial-model-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package whose `perennial` exports one declaration, so that what a file imports can be told. */
mkdirSync(join(folder, 'dist'));
writeFileSync(join(folder, 'dist', 'index.js'), `exports.declared = ${JSON.stringify(clicks)};`);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const declaration = JSON.stringify(flights);

describe('the models of a file', () => {
  it('are those that it exports, checked, under whatever names', async () => {
    const path = file(
      'two.ts',
      `export const a: object = ${declaration}; export default ${JSON.stringify(clicks)}; export const n = 1;`,
    );
    const models = await declaredModels(path, folder);
    expect(models.map(({ name }) => name).sort()).toEqual(['clicks', 'flights']);
    expect(models).toContainEqual(flights);
  });

  it("can import from 'perennial', wherever the file is", async () => {
    const path = file('imports.ts', "import { declared } from 'perennial'; export const mine = declared;");
    expect(await declaredModels(path, folder)).toEqual([clicks]);
  });

  it('of one name are one', async () => {
    const path = file('same.ts', `export const a = ${declaration}; export const b = a;`);
    expect(await declaredModels(path, folder)).toEqual([flights]);
  });

  it('are the built-in ones where no file is named', async () => {
    expect(await declaredModels(undefined, folder)).toBe(BUILT_IN);
    expect(BUILT_IN.map(({ name }) => name)).toEqual(['flights']);
  });
});

describe('a model file is refused', () => {
  it('when there is none', async () => {
    const path = join(folder, 'none.ts');
    await expect(declaredModels(path, folder)).rejects.toThrow(
      new ModelNotFound(`--model-file: there is no file ${path}`),
    );
  });

  it('when it exports no model', async () => {
    const path = file('empty.ts', 'export const answer = 42; export const nothing = null;');
    await expect(declaredModels(path, folder)).rejects.toThrow(
      new ModelFileUnusable(`${path} exports no model; write: export const mine = model('mine', { … })`),
    );
  });

  it('when what it declares cannot be meant, with the words of the declaration', async () => {
    const path = file('wrong.ts', `export const a = ${JSON.stringify({ ...flights, microBatch: 0 })};`);
    await expect(declaredModels(path, folder)).rejects.toThrow(ModelFileUnusable);
    await expect(declaredModels(path, folder)).rejects.toThrow(
      'microBatch: got 0; give a whole number from 1 to 65536',
    );
  });

  it.each([
    ['it cannot be read', 'export const a = ;'],
    ['it throws', "throw new Error('no such table');"],
  ])('when %s, naming the file', async (what, text) => {
    const path = file(`${what.replaceAll(' ', '-')}.ts`, text);
    await expect(declaredModels(path, folder)).rejects.toThrow(ModelFileUnusable);
    await expect(declaredModels(path, folder)).rejects.toThrow(path);
  });
});

describe('the model that is meant', () => {
  it('is the only one, or the one that is named', () => {
    expect(chooseModel([flights], undefined)).toBe(flights);
    expect(chooseModel([flights, clicks], 'clicks')).toBe(clicks);
  });

  it('is asked for where there are several, and not guessed', () => {
    expect(() => chooseModel([flights, clicks], undefined)).toThrow(
      new ModelNotFound('which model? Name one of flights, clicks'),
    );
    expect(() => chooseModel([flights], 'click')).toThrow(
      new ModelNotFound('there is no model click; declared are flights'),
    );
  });
});
