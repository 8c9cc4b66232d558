import { ByteCache } from '../../../../functions/adapters/aws/byte-cache';

const bytes = (length: number): Uint8Array => new Uint8Array(length);
const held = (cache: ByteCache, names: string): string[] => [...names].filter((name) => cache.get(name) !== undefined);

describe('a cache of bytes', () => {
  it('lets go of what was wanted longest ago, not of what was put first', () => {
    const cache = new ByteCache(10);
    cache.set('a', bytes(4));
    cache.set('b', bytes(4));
    cache.get('a');
    cache.set('c', bytes(4));
    expect(held(cache, 'abc')).toEqual(['a', 'c']);
  });

  it('holds as much as it may, to the byte, and nothing that alone is larger', () => {
    const cache = new ByteCache(10);
    cache.set('a', bytes(4));
    cache.set('b', bytes(6));
    cache.set('large', bytes(11));
    expect(held(cache, 'ab')).toEqual(['a', 'b']);
    expect(cache.get('large')).toBeUndefined();
  });

  it('counts what is set again once, and what is deleted no more', () => {
    const cache = new ByteCache(10);
    cache.set('a', bytes(6));
    cache.set('a', bytes(6));
    cache.set('b', bytes(4));
    expect(held(cache, 'ab')).toEqual(['a', 'b']);
    cache.delete('a');
    cache.delete('a');
    cache.set('c', bytes(6));
    expect(held(cache, 'abc')).toEqual(['b', 'c']);
  });

  it('of no size holds only what has none', () => {
    const cache = new ByteCache(0);
    cache.set('a', bytes(1));
    cache.set('b', bytes(0));
    expect(held(cache, 'ab')).toEqual(['b']);
  });
});
