import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployedModel, deployedModels, setting } from '../../../../functions/adapters/aws/deployed';
import { DeclarationError } from '../../../../functions/contracts/declaration-error';
import { MODELS_FILE } from '../../../../functions/contracts/environment';
import { clicks, flights } from '../../../support/sample-events';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-deployed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (declared: unknown): void => writeFileSync(join(folder, MODELS_FILE), JSON.stringify(declared));

describe('the declarations beside a bundle', () => {
  it('are those that were deployed', () => {
    write([flights, clicks]);
    expect(deployedModels(folder)).toEqual([flights, clicks]);
  });

  it('are one, where the function serves one', () => {
    write([flights]);
    expect(deployedModel(folder)).toEqual(flights);
    write([flights, clicks]);
    expect(() => deployedModel(folder)).toThrow('models.json holds 2 models where one belongs; deploy again');
    write([]);
    expect(() => deployedModel(folder)).toThrow('models.json holds 0 models');
  });

  it('are checked again: a bundle and declarations of different releases do not go together', () => {
    write([{ ...flights, format: 2 }]);
    expect(() => deployedModels(folder)).toThrow(DeclarationError);
    write({ flights });
    expect(() => deployedModels(folder)).toThrow('models.json holds no list of models; deploy again');
  });
});

describe('a setting', () => {
  const before = process.env.PERENNIAL_RECORDS_TABLE;
  afterEach(() => {
    if (before === undefined) delete process.env.PERENNIAL_RECORDS_TABLE;
    else process.env.PERENNIAL_RECORDS_TABLE = before;
  });

  it('comes from the environment', () => {
    process.env.PERENNIAL_RECORDS_TABLE = 'records';
    expect(setting('recordsTable')).toBe('records');
  });

  it.each([undefined, ''])('that is %p is named, with who sets it', (value) => {
    if (value === undefined) delete process.env.PERENNIAL_RECORDS_TABLE;
    else process.env.PERENNIAL_RECORDS_TABLE = value;
    expect(() => setting('recordsTable')).toThrow(
      'PERENNIAL_RECORDS_TABLE is not set; deploy this function with LearningPlatform or ContinualModel',
    );
  });
});
