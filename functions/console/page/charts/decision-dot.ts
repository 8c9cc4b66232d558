/** The look on which a promotion was decided, on the line that decided it. */
import { dot, type Markish } from '@observablehq/plot';
import type { Look } from '../../state';

export function decisionDot(look: Look, y: 'lower' | 'logEValue', colour: string): Markish {
  return dot([look], {
    x: 'examples',
    y,
    r: 5.5,
    fill: colour,
    stroke: 'var(--ground)',
    strokeWidth: 2,
    className: 'decision',
  });
}
