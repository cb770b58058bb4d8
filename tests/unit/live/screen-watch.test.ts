import { expect, test } from 'vitest';
import { ScreenWatch, SILENT_AFTER_MS } from '#server/live/screen-watch';
import { FeedWatch } from '#server/live/feed-watch';
import { paris, space } from '../../support/said.ts';

const NOON = paris('12:00');

function watched() {
  const time = { real: 0 };
  return { time, watch: new ScreenWatch(() => time.real) };
}

test('[ALA-12] a wall that left is silent after ten real minutes, to the millisecond, and not once it is back', () => {
  const { time, watch } = watched();
  watch.came('wall');
  watch.left('wall', NOON);
  time.real = SILENT_AFTER_MS - 1;
  expect(watch.silent()).toEqual([]);
  time.real = SILENT_AFTER_MS;
  expect(watch.silent()).toEqual([{ screen: 'mur', goneAt: NOON }]);
  watch.came('wall');
  expect(watch.silent()).toEqual([]);
});

test('[ALA-12] one that never came is not awaited, and a desk is no unattended screen', () => {
  const { time, watch } = watched();
  watch.came('lead');
  watch.left('lead', NOON);
  time.real = 10 * SILENT_AFTER_MS;
  expect(watch.silent()).toEqual([]);
});

test('[ALA-12] a tablet is its space’s, and is there as long as one of its sockets is', () => {
  const { time, watch } = watched();
  const tablet = `restspace:${space('ER-1')}` as const;
  watch.came(tablet);
  watch.came(tablet);
  watch.left(tablet, NOON);
  time.real = 2 * SILENT_AFTER_MS;
  expect(watch.silent()).toEqual([]);
  watch.left(tablet, NOON);
  time.real = 4 * SILENT_AFTER_MS;
  expect(watch.silent()).toEqual([{ screen: 'ER-1', goneAt: NOON }]);
});

test('[ALA-13] a feed is known from the moment it is followed, by its last answer; one that is off is not', () => {
  const feeds = new FeedWatch();
  expect(feeds.current()).toEqual([]);
  feeds.heard('transport', 5, NOON);
  feeds.heard('transport', 5, paris('12:05'));
  expect(feeds.current()).toEqual([{ feed: 'transport', everyMin: 5, heardAt: paris('12:05') }]);
});
