/**
 * An adaptive tree as one list of numbers: each node as in tree-codec.ts, then 1, its monitor, and 1 and the alternate where it has
 * one, or 0; then its branches. O(numbers).
 */
import { ErrorMonitor } from './error-monitor';
import type { FloatReader, FloatWriter } from './float-list';
import type { TreeSettings } from './settings';
import { readNode, writeNode } from './tree-codec';
import type { TreeNode } from './tree-node';

interface WatchedSettings extends TreeSettings {
  readonly driftConfidence: number;
}

/** @param write of a node alone */
export function writeAdaptiveTree(node: TreeNode, to: FloatWriter, write = writeNode): void {
  const { monitor } = node;
  write(node, to);
  to.put(monitor === null ? 0 : 1);
  if (monitor !== null) {
    monitor.write(to);
    to.put(monitor.alternate === null ? 0 : 1);
    if (monitor.alternate !== null) writeAdaptiveTree(monitor.alternate, to, write);
  }
  for (const branch of node.branches) writeAdaptiveTree(branch, to, write);
}

/** @param read of a node alone */
export function readAdaptiveTree(settings: WatchedSettings, from: FloatReader, read = readNode): TreeNode {
  const node = read(settings, from);
  if (from.take() === 1) {
    node.monitor = ErrorMonitor.read(from, settings.driftConfidence);
    if (from.take() === 1) node.monitor.alternate = readAdaptiveTree(settings, from, read);
  }
  for (let at = 0; at < node.branches.length; at++) node.branches[at] = readAdaptiveTree(settings, from, read);
  return node;
}
