import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import { KeyedView } from '#shared/view/keyed-view';
import { NO_REVISION, type Revision } from '#shared/view/revision';

const changesOf = (view: KeyedView<string>, from: Revision) => ({
  from,
  to: view.revision,
  changes: view.changesSince(from),
});
const contentOf = (held: Held<string>) =>
  [...held.entities].map(([key, { value }]) => `${key}=${value}`).sort();

describe('the view of an audience', () => {
  test('[SYN-10, PRV-46] its revision counts its own visible changes: the same value again is none', () => {
    const view = new KeyedView<string>();
    view.put('a', 'one');
    view.put('a', 'one');
    view.remove('b');
    expect(view.revision).toBe(1);
    view.put('a', 'two');
    view.remove('a');
    view.remove('a');
    expect(view.revision).toBe(3);
  });

  test('[SYN-11] from nothing it is everything there is, without what is gone; from a revision, what is gone too', () => {
    const view = new KeyedView<string>();
    view.put('a', 'one');
    view.put('b', 'two');
    const held = view.revision;
    view.remove('a');
    expect(view.changesSince(NO_REVISION)).toEqual([{ key: 'b', rev: 2, value: 'two' }]);
    expect(view.changesSince(held)).toEqual([{ key: 'a', rev: 3, value: null }]);
    expect(view.changesSince(view.revision)).toEqual([]);
  });

  test('[SYN-12] what is saved is restored the same, and goes on from the same revision', () => {
    const view = new KeyedView<string>();
    view.put('a', 'one');
    view.put('b', 'two');
    view.remove('a');
    const again = KeyedView.restore<string>(structuredClone(view.save()));
    again.put('b', 'two');
    expect(again.save()).toEqual(view.save());
    again.put('c', 'three');
    expect(again.revision).toBe(4);
  });
});

describe('a screen', () => {
  const three = { from: 0 as Revision, to: 3 as Revision };
  const change = (key: string, rev: number, value: string | null) => ({ key, rev: rev as Revision, value });

  test('[SYN-13] that missed a change finds the gap, and keeps what it has', () => {
    const held = applyChanges(nothingHeld<string>(), { ...three, changes: [change('a', 3, 'x')] });
    if (held === 'gap') throw new Error('no gap yet');
    expect(applyChanges(held, { from: 4 as Revision, to: 5 as Revision, changes: [] })).toBe('gap');
  });

  test('[SYN-14] that is told twice, or late, holds the same', () => {
    const newer = { from: 3 as Revision, to: 4 as Revision, changes: [change('a', 4, 'y')] };
    const first = { ...three, changes: [change('a', 3, 'x')] };
    const held = [first, newer, first, newer].reduce<Held<string>>((before, changes) => {
      const after = applyChanges(before, changes);
      return after === 'gap' ? before : after;
    }, nothingHeld());
    expect([held.revision, contentOf(held)]).toEqual([4, ['a=y']]);
  });
});

test('[SYN-15] wherever screens were cut and came back, each holds in the end what a new one is given', () => {
  const step = fc.oneof(
    fc.record({ put: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.constantFrom('1', '2', '3') }),
    fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.record({ sync: fc.nat({ max: 2 }) }),
    fc.record({ repeat: fc.nat({ max: 2 }) }),
  );
  let synced = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const view = new KeyedView<string>();
      const screens = Array.from({ length: 3 }, () => ({
        held: nothingHeld<string>(),
        last: changesOf(view, NO_REVISION),
      }));
      const take = (screen: (typeof screens)[number], changes: ReturnType<typeof changesOf>) => {
        const after = applyChanges(screen.held, changes);
        if (after === 'gap') throw new Error('asked from its own revision, a screen finds no gap');
        screen.held = after;
        screen.last = changes;
      };
      for (const one of steps) {
        if ('put' in one) view.put(one.put, one.value);
        else if ('remove' in one) view.remove(one.remove);
        else {
          const screen = screens['sync' in one ? one.sync : one.repeat];
          if (!screen) continue;
          if ('sync' in one) take(screen, changesOf(view, screen.held.revision));
          else take(screen, screen.last);
          synced += 1;
        }
      }
      const fresh = applyChanges(nothingHeld<string>(), changesOf(view, NO_REVISION));
      for (const screen of screens) {
        take(screen, changesOf(view, screen.held.revision));
        expect(contentOf(screen.held)).toEqual(fresh === 'gap' ? 'gap' : contentOf(fresh));
      }
    }),
    { seed: 7, numRuns: 500 },
  );
  expect(synced).toBeGreaterThan(1_000);
});
