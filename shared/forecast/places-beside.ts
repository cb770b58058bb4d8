import type { Band } from '../view/capacity.ts';
import type { Likeness } from './saturation-chances.ts';

/** The classes in order, each with the number of free places that is its middle. */
const LADDERS: readonly (readonly (readonly [Band, number])[])[] = [
  [
    ['complet', 0],
    ['1-4', 2.5],
    ['5-9', 7],
    ['10+', 12],
  ],
  [
    ['complet', 0],
    ['1+', 4],
  ],
];

/**
 * The classes that a space is like. One whose free places are not known is like the class it shows. One that is near
 * the edge of its class is also like the class beside: with one place left it is between `1-4` and *complet*.
 */
export function placesBeside(band: Band, freePlaces: number | undefined): Likeness {
  const ladder = LADDERS.find((steps) => band !== 'complet' && steps.some(([each]) => each === band));
  if (freePlaces === undefined || !ladder) return [[band, 1]];
  const above = ladder.findIndex(([, middle]) => middle >= freePlaces);
  const upper = ladder[above];
  const lower = ladder[above - 1];
  if (!upper || !lower) return [[upper?.[0] ?? band, 1]];
  const share = (freePlaces - lower[1]) / (upper[1] - lower[1]);
  return [
    [lower[0], 1 - share],
    [upper[0], share],
  ];
}
