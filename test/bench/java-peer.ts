/**
 * Runs a peer that is written in Java: one source file, compiled by `java` itself as it starts, beside the artifacts of Maven Central
 * that it names. These and what they need lie in a cache folder of this user, `$XDG_CACHE_HOME/perennial-bench/java` or the same below
 * `~/.cache`. Filled at the first run, which needs Maven and the network; later runs find them there. Where that cannot be, the reason
 * is the answer.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PeerCommand } from './peer-process';

export interface JavaPeer {
  /** `group:name:version` of each. */
  readonly artifacts: readonly string[];
  /** Path of the source file, whose first class has the main method. */
  readonly source: string;
  readonly args?: readonly string[];
  /** For the virtual machine, such as `-Xmx2g`. @default none */
  readonly vmOptions?: readonly string[];
}

export type JavaOutcome = { readonly stdout: string } | { readonly absent: string };

const MAX_OUTPUT_BYTES = 2 ** 28;

/** @throws when the peer itself ends badly; what it has to say about it is in the message */
export function javaPeer(peer: JavaPeer, env: NodeJS.ProcessEnv = process.env): JavaOutcome {
  const command = javaCommand(peer, env);
  if ('absent' in command) return command;
  const { status, stdout, stderr } = spawnSync(command.program, command.args, {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`${peer.source} ended with ${status}: ${stderr.trim()}`);
  return { stdout };
}

/** How the peer is started, its artifacts fetched; or why it cannot be. */
export function javaCommand(
  { artifacts, source, args = [], vmOptions = [] }: JavaPeer,
  env: NodeJS.ProcessEnv = process.env,
): PeerCommand | { readonly absent: string } {
  const noJava = outcomeOf('java', ['-version']);
  if (noJava !== null) return { absent: `java is absent: ${noJava}` };
  const jars = jarsOf(artifacts, env);
  if ('absent' in jars) return jars;
  return { program: 'java', args: [...vmOptions, '-cp', join(jars.folder, '*'), source, ...args] };
}

/** The folder that holds the artifacts and what they depend on. */
function jarsOf(
  artifacts: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly folder: string } | { readonly absent: string } {
  const named = artifacts.toSorted();
  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'perennial-bench', 'java');
  const project = join(cache, named.join('+').replaceAll(':', '_'));
  const folder = join(project, 'jars');
  const complete = join(project, 'complete');
  if (existsSync(complete)) return { folder };
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'pom.xml'), pomOf(named));
  const failed = outcomeOf('mvn', [
    '--quiet',
    '--batch-mode',
    '--file',
    join(project, 'pom.xml'),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ]);
  if (failed !== null) return { absent: `${named.join(', ')} could not be fetched by Maven: ${failed}` };
  writeFileSync(complete, '');
  return { folder };
}

function pomOf(artifacts: readonly string[]): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, name, version, ...rest] = artifact.split(':');
    if (!group || !name || !version || rest.length > 0) {
      throw new RangeError(`an artifact is group:name:version, not ${artifact}`);
    }
    return `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  });
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>perennial</groupId><artifactId>peers</artifactId><version>1</version>',
    `<dependencies>${dependencies.join('')}</dependencies></project>`,
    '',
  ].join('\n');
}

/** Why it did not end well, in a line; null when it did. */
function outcomeOf(program: string, args: readonly string[]): string | null {
  const { error, status, signal, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) return error.message;
  if (status === 0) return null;
  const lines = `${stderr}\n${stdout}`.trim().split('\n');
  return (
    lines.find((line) => line.startsWith('[ERROR]')) ?? (lines.at(-1) || `${program} ended with ${status ?? signal}`)
  );
}
