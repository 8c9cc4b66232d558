import { exactJson } from '../../../functions/adapters/exact-json';

describe('exact JSON', () => {
  it('keeps the order of keys and every finite number', () => {
    const value = { b: [0.1 + 0.2, 5e-324, 1e21], a: { nested: null, text: '\u2028' } };
    expect(exactJson(value)).toBe(JSON.stringify(value));
    expect(JSON.parse(exactJson(value))).toEqual(value);
  });

  it.each([
    ['NaN', { loss: Number.NaN }],
    ['Infinity', { loss: [Number.POSITIVE_INFINITY] }],
    ['undefined', { loss: undefined }],
  ])('refuses %s by the name of its key', (what, value) => {
    expect(() => exactJson(value)).toThrow(new RegExp(`(loss|0) is ${what}`));
  });
});
