import { expect, test } from 'vitest';
import { applyChanges, nothingHeld } from '#shared/view/apply-changes';
import { KeyedView } from '#shared/view/keyed-view';
import { NO_REVISION, type Revision } from '#shared/view/revision';

function viewOf(...changes: [key: string, value: string | null][]): KeyedView<string> {
  const view = new KeyedView<string>();
  for (const [key, value] of changes) {
    if (value === null) view.remove(key);
    else view.put(key, value);
  }
  return view;
}
const third = 3 as Revision;

test('[ERA-10] a view settled at a revision shows the same, and keeps no name of what was gone by then', () => {
  const view = viewOf(
    ['request:7KX3PM', 'vue'],
    ['b', 'one'],
    ['request:7KX3PM', null],
    ['a', 'two'],
    ['b', null],
  );
  view.settle(third);
  expect(JSON.stringify(view.save())).not.toContain('7KX3PM');
  expect(view.changesSince(NO_REVISION)).toEqual([{ key: 'a', rev: 4, value: 'two' }]);
  expect(view.changesSince(third)).toEqual([
    { key: 'a', rev: 4, value: 'two' },
    { key: 'b', rev: 5, value: null },
  ]);
  expect([view.floor, view.revision]).toEqual([3, 5]);
});

test('[ERA-6] views that came to the same by two ways are the same once they are settled, and go on alike', () => {
  const long = viewOf(['a', 'one'], ['b', 'one'], ['a', 'two'], ['c', 'one'], ['c', null]);
  const short = viewOf(['b', 'one'], ['a', 'two']);
  for (const view of [long, short]) {
    view.goOnFrom(5 as Revision);
    view.settle(5 as Revision);
    view.put('d', 'new');
  }
  expect(short.save()).toEqual(long.save());
});

test('[ERA-6] to go on from the revision that a view has changes nothing of it', () => {
  const view = viewOf(['a', 'one'], ['b', 'one'], ['a', null]);
  const before = view.save();
  view.goOnFrom(view.revision);
  expect(view.save()).toEqual(before);
});

test('[ERA-10, SYN-13] a screen that holds less than the floor finds the gap in changes told from there', () => {
  const view = viewOf(['a', 'one'], ['a', null], ['b', 'one'], ['c', 'one']);
  const held = applyChanges(nothingHeld<string>(), {
    from: NO_REVISION,
    to: 1 as Revision,
    changes: [{ key: 'a', rev: 1 as Revision, value: 'one' }],
  });
  if (held === 'gap') throw new Error('no gap yet');
  view.settle(third);
  const changes = { from: view.floor, to: view.revision, changes: view.changesSince(view.floor) };
  expect(applyChanges(held, changes)).toBe('gap');
});

test('[ERA-10] a view settles forward only, and is restored with its floor', () => {
  const view = viewOf(['a', 'one'], ['b', 'one'], ['c', 'one']);
  view.settle(third);
  view.settle(1 as Revision);
  expect(view.floor).toBe(3);
  expect(KeyedView.restore(view.save()).save()).toEqual(view.save());
});
