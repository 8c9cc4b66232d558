/**
 * ReLU with a ceiling, min(max(x, 0), 1e6). No network worth serving comes near the ceiling; one that a far too high
 * learning rate throws there still gives finite numbers, since sums of finite weights times at most 1e6 do not
 * overflow. Its derivative is taken as 1 wherever the unit is on, also at the ceiling, so that such a unit can come
 * back.
 */
export const ACTIVATION_CEILING = 1e6;
