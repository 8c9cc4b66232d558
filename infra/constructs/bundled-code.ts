/**
 * The code of a function: the bundle that `npm run build` made, and beside it the declarations of the models that it serves. Put
 * together when the app is synthesised, since a platform's functions serve models that are declared after them.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Lazy, Stage } from 'aws-cdk-lib';
import { Code, type CodeConfig } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { MODELS_FILE } from '../../functions/contracts/environment';

/** Of an installed package as of a checkout, whether this runs from its source or from its build. */
const PACKAGE = folderOfPackage(__dirname);
export const DEFAULT_BUNDLES = join(PACKAGE, 'dist', 'functions');
export const NATIVE_IMAGE = join(PACKAGE, 'infra', 'constructs', 'native-learn');

function folderOfPackage(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : folderOfPackage(dirname(from));
}

export interface Bundle {
  /** The folder that holds one folder for each bundle. */
  readonly folder: string;
  readonly name: string;
}

/**
 * A folder of the cloud assembly with the bundle, `models.json` and whatever `files` names. The same parts give the same folder.
 *
 * @throws when the bundle was not built
 */
export function stageBundle(
  scope: Construct,
  { folder, name }: Bundle,
  models: readonly ModelDeclaration[],
  files: Readonly<Record<string, string>> = {},
): string {
  const built = join(folder, name);
  if (!existsSync(join(built, 'index.js')))
    throw new Error(`${built} holds no index.js; run \`npm run build\` before you synthesise, or set \`bundles\``);
  const declared = JSON.stringify(models);
  const hash = createHash('sha256').update(declared).digest('hex').slice(0, 16);
  const staged = join(Stage.of(scope)!.outdir, 'bundles', `${name}-${hash}`);
  cpSync(built, staged, { recursive: true });
  writeFileSync(join(staged, MODELS_FILE), declared);
  for (const [file, source] of Object.entries(files)) cpSync(source, join(staged, file));
  return staged;
}

export class BundledCode extends Code {
  /** @param models asked when the template is made */
  constructor(
    private readonly bundle: Bundle,
    private readonly models: () => readonly ModelDeclaration[],
  ) {
    super();
  }

  override bind(scope: Construct): CodeConfig {
    // Synthesis resolves the template several times; only a list that grew since is another asset.
    const made = new Map<number, Asset>();
    const asset = (): Asset => {
      const models = this.models();
      const known = made.get(models.length);
      if (known !== undefined) return known;
      const id = made.size === 0 ? 'Code' : `Code${models.length}`;
      const fresh = new Asset(scope, id, { path: stageBundle(scope, this.bundle, models) });
      made.set(models.length, fresh);
      return fresh;
    };
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => asset().s3BucketName }),
        objectKey: Lazy.string({ produce: () => asset().s3ObjectKey }),
      },
    };
  }
}
