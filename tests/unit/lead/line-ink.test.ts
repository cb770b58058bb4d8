import { expect, test } from 'vitest';
import basemap from '../../../shared/territories/paris-nord-est/basemap.json' with { type: 'json' };
import { contrast, inkOn } from '../../../web/routes/maraudes/line-ink.ts';

test('[N01] the number of every line of the pack stands at 4.5:1 or more on its colour', () => {
  const colours = basemap.metro.features.map(({ colour }) => colour);
  expect(colours.length).toBeGreaterThan(10);
  for (const colour of colours) expect(contrast(inkOn(colour), colour), colour).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['#003CA6', '#FFFFFF'],
  ['#CF009E', '#FFFFFF'],
  ['#FF7E2E', '#000000'],
  ['#FA9ABA', '#000000'],
  ['#704B1C', '#FFFFFF'],
])('a number on %s is written in %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
