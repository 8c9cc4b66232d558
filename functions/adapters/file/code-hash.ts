/**
 * Which code learned? On this machine the SHA-256 of the file that runs: the bundle holds everything that decides bytes, but for the
 * runtime and the tensor library, which the lineage names beside it.
 */
import { readFileSync } from 'node:fs';
import { nameOf } from '../../domain/checkpoint/object-name';

export const codeHashOf = (file: string): string => nameOf(readFileSync(file));

export const runtimeName = (): string => `node ${process.versions.node} (v8 ${process.versions.v8}) ${process.arch}`;
