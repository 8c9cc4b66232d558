import { canonicalJson, stableHash } from '../../../functions/contracts/canonical';

describe('canonical JSON', () => {
  it('orders keys by UTF-16 units: the example of RFC 8785, section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it('writes numbers, strings and literals as RFC 8785, section 3.2.2', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the number of the RFC
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('keeps -0 apart from 0, and the order of lists', () => {
    expect(canonicalJson([-0, 0, [2, 1], {}, []])).toBe('[-0,0,[2,1],{},[]]');
    expect(JSON.parse(canonicalJson(-0))).toBe(-0);
  });

  it('sorts keys at every depth, and has no key for what is a prototype', () => {
    expect(canonicalJson({ b: [{ z: 1, a: 2 }], a: { d: null, c: '' } })).toBe(
      '{"a":{"c":"","d":null},"b":[{"a":2,"z":1}]}',
    );
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
    expect(canonicalJson(structuredClone({ a: 1 }))).toBe('{"a":1}');
  });

  it('escapes half a character, as JSON does', () => {
    expect(canonicalJson('\ud800')).toBe('"\\ud800"');
  });

  it.each([
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', [Number.POSITIVE_INFINITY], 'Infinity'],
    ['undefined', { a: undefined }, 'undefined'],
    ['a hole', new Array(1), 'undefined'],
    ['a function', { a: () => 1 }, 'function'],
    ['a bigint', 1n, 'bigint'],
    ['a symbol', Symbol('a'), 'symbol'],
    ['a date', { at: new Date(0) }, 'Date'],
    ['a map', new Map([['a', 1]]), 'Map'],
    ['a typed array', Float64Array.of(1), 'Float64Array'],
  ])('refuses %s instead of changing it', (_, value, named) => {
    expect(() => canonicalJson(value)).toThrow(new TypeError(`canonical JSON has no ${named}`));
  });
});

describe('the stable hash', () => {
  it('is the SHA-256 of the canonical JSON in UTF-8', () => {
    // printf '{"a":[1,2.5,"€"],"b":null}' | sha256sum
    const hash = 'bd37ff9d68511e93eecee1db433f99fddd1faf9052efea0d4a1d686f0321bed7';
    expect(stableHash({ b: null, a: [1, 2.5, '€'] })).toBe(hash);
    expect(stableHash({ a: [1, 2.5, '€'], b: null })).toBe(hash);
    expect(stableHash({ a: [2.5, 1, '€'], b: null })).not.toBe(hash);
  });
});
