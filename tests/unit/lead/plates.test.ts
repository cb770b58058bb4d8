import { describe, expect, test } from 'vitest';
import { placePlates } from '../../../web/routes/maraudes/plates.ts';

const plate = (x: number, y: number, width = 100) => ({ x, y, width, height: 26 });
const corners = (wanted: ReturnType<typeof plate>[], width = 500) =>
  placePlates(wanted, width).map(({ left, top }) => [left, top]);

describe('plates of the sectors on the map', () => {
  test('a plate with room around it is centred where the pack wants it', () => {
    expect(corners([plate(250, 100)])).toEqual([[200, 87]]);
  });

  test('a plate never leaves the map on either side', () => {
    expect(corners([plate(10, 100), plate(495, 200)])).toEqual([
      [4, 87],
      [396, 187],
    ]);
  });

  test('a plate that would cover another stands below it', () => {
    expect(corners([plate(250, 100), plate(300, 110)])).toEqual([
      [200, 87],
      [250, 117],
    ]);
  });

  test('a plate pushed down does not cover the next one either', () => {
    expect(corners([plate(250, 100), plate(250, 130), plate(250, 105)])).toEqual([
      [200, 87],
      [200, 117],
      [200, 147],
    ]);
  });

  test('plates side by side stay on their line', () => {
    expect(corners([plate(100, 100), plate(210, 100)])).toEqual([
      [50, 87],
      [160, 87],
    ]);
  });
});
