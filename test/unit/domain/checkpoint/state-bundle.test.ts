import { encodeContainer } from '../../../../functions/domain/checkpoint/container';
import { CheckpointDamaged, CheckpointTooNew } from '../../../../functions/domain/checkpoint/errors';
import { decodeBundle, encodeBundle, type StateBundle } from '../../../../functions/domain/checkpoint/state-bundle';

const bundle: StateBundle = {
  kind: 'workspace',
  format: 2,
  header: { boards: ['served', 'logistic'], note: null, nested: { zero: 0, minus: -0 } },
  states: {
    served: {
      kind: 'scores',
      format: 1,
      scalars: { examples: 3, task: 'binary', seen: true },
      arrays: {
        sums: Float64Array.of(0.1, -0, Number.NaN, Number.NEGATIVE_INFINITY),
        bins: Uint32Array.of(1, 2 ** 32 - 1),
      },
    },
    'recent:served': { kind: 'sliding', format: 3, scalars: {}, arrays: { sums: Float32Array.of(0.5) } },
    empty: { kind: 'nothing', format: 1, scalars: {}, arrays: {} },
    hollow: { kind: 'nothing', format: 1, scalars: {}, arrays: { none: new Uint8Array(0) } },
  },
};

describe('a bundle of states', () => {
  it('comes back as it went in, each array with the state that it belongs to', () => {
    const decoded = decodeBundle(encodeBundle(bundle), 'workspace', 2);
    expect(decoded).toEqual(bundle);
    expect(decoded.states.served?.arrays.sums).toBeInstanceOf(Float64Array);
    expect(Object.is(decoded.states.served?.arrays.sums?.[1], -0)).toBe(true);
  });

  it('has the same bytes whatever the order of its states', () => {
    const reversed = Object.fromEntries(Object.entries(bundle.states).reverse());
    expect(encodeBundle({ ...bundle, states: reversed })).toEqual(encodeBundle(bundle));
  });

  it('of no states is one', () => {
    const empty = { kind: 'workspace', format: 1, header: {}, states: {} };
    expect(decodeBundle(encodeBundle(empty), 'workspace', 1)).toEqual(empty);
  });

  it('keeps states apart whose names begin alike, and refuses a name that would mix them', () => {
    const state = (value: number) => ({ kind: 'x', format: 1, scalars: {}, arrays: { a: Uint8Array.of(value) } });
    const states = { line: state(1), 'line:2': state(2), line2: state(3) };
    expect(decodeBundle(encodeBundle({ ...bundle, states }), 'workspace', 2).states).toEqual(states);
    expect(() => encodeBundle({ ...bundle, states: { 'line/a': state(1) } })).toThrow(
      new RangeError("the name of a state has no '/', and line/a has one"),
    );
  });
});

describe('what is no such bundle is refused', () => {
  it('as damaged, when it is of another kind', () => {
    expect(() => decodeBundle(encodeBundle(bundle), 'checkpoint', 2)).toThrow(
      new CheckpointDamaged('this object is of kind workspace, not checkpoint'),
    );
  });

  it('as too new, naming both formats', () => {
    expect(() => decodeBundle(encodeBundle(bundle), 'workspace', 1)).toThrow(CheckpointTooNew);
    expect(() => decodeBundle(encodeBundle(bundle), 'workspace', 1)).toThrow(
      /this workspace has format 2 and this release reads up to format 1/,
    );
  });

  it('as damaged, when a part is missing or a byte has changed', () => {
    const bare = encodeContainer({ header: { kind: 'workspace', format: 1 }, arrays: {} });
    expect(() => decodeBundle(bare, 'workspace', 1)).toThrow(CheckpointDamaged);
    const bytes = encodeBundle(bundle);
    expect(() => decodeBundle(bytes.subarray(0, bytes.length - 1), 'workspace', 2)).toThrow(CheckpointDamaged);
    expect(() => decodeBundle(new Uint8Array(0), 'workspace', 2)).toThrow(CheckpointDamaged);
  });
});
