import { describe, expect, test } from 'vitest';
import { canonicalJson, openSnapshot, sealSnapshot, stateHash } from '#server/log/snapshot';

describe('canonical JSON', () => {
  test('does not depend on the order in which a state was built', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"é\\"","d":null}]}',
    );
    expect(stateHash({ b: { y: 1, x: 2 }, a: 3 })).toBe(stateHash({ a: 3, b: { x: 2, y: 1 } }));
  });

  test('keeps the order of a list', () => {
    expect(stateHash([1, 2])).not.toBe(stateHash([2, 1]));
  });

  test('sorts keys that look like numbers as text', () => {
    expect(canonicalJson({ 10: 'x', 9: 'y', a: 'z' })).toBe('{"10":"x","9":"y","a":"z"}');
  });

  test('takes an undefined property for an absent one', () => {
    expect(stateHash({ a: 1, b: undefined })).toBe(stateHash({ a: 1 }));
  });

  test('is what JSON.parse reads back', () => {
    const state = { list: [{ b: '\u2028\ud800', a: -0.5e-7 }], empty: {}, none: null };
    expect(JSON.parse(canonicalJson(state))).toEqual(state);
  });

  test.each([
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['a Date', new Date(0)],
    ['NaN', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['undefined in a list', [undefined]],
    ['a hole in a list', Array(1)],
    ['undefined alone', undefined],
  ])('refuses %s, which a hash would not see', (_, value) => {
    expect(() => canonicalJson({ deep: [value] }.deep[0])).toThrow(TypeError);
    expect(() => stateHash({ deep: [value] })).toThrow('not plain JSON');
  });
});

test('the hash of a state is a sha256 in hexadecimal', () => {
  // sha256 of the two bytes {}
  expect(stateHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

describe('a sealed snapshot', () => {
  const snapshot = { epoch: 'epoch-1', format: 3, position: 42, body: '{"a":"é"}\n{"b":2}' };
  const sealed = sealSnapshot(snapshot);

  test('opens to what was sealed, an empty body included', () => {
    expect(openSnapshot(sealed)).toEqual(snapshot);
    expect(openSnapshot(sealSnapshot({ ...snapshot, body: '' }))).toEqual({ ...snapshot, body: '' });
  });

  test('does not open when any one character is changed', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed[at] === '7' ? '8' : '7';
      expect(openSnapshot(sealed.slice(0, at) + changed + sealed.slice(at + 1))).toBeUndefined();
    }
  });

  test('does not open when it is cut short anywhere, or goes on too long', () => {
    for (let end = 0; end < sealed.length; end += 1)
      expect(openSnapshot(sealed.slice(0, end))).toBeUndefined();
    expect(openSnapshot(`${sealed} `)).toBeUndefined();
  });
});
