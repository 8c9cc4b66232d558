/** The place, from 0, of the largest of `count` values from `values[from]` on, of equal ones the first. O(count). NaN is never larger. */
export function placeOfLargest(values: Float64Array, from: number, count: number): number {
  let place = 0;
  for (let at = 1; at < count; at++) if (values[from + at]! > values[from + place]!) place = at;
  return place;
}
