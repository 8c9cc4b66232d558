/** The proximal step of an l1 penalty: a weight moved towards 0 by so much, and no further than 0. */
export function shrink(weight: number, by: number): number {
  if (weight > by) return weight - by;
  return weight < -by ? weight + by : 0;
}
