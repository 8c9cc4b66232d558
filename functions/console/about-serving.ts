/** Decisions about what serves; the rest is about what might. Some dozen to some hundred a year, among thousands. */
import type { LedgerKind } from '../domain/lineage/entries';

const KINDS: ReadonlySet<LedgerKind> = new Set(['promoted', 'rolled-back', 'candidate-awaits-approval']);

export const isAboutServing = ({ kind }: { readonly kind: LedgerKind }): boolean => KINDS.has(kind);
