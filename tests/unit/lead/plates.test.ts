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

  test('a plate goes to the nearest free place, above or below', () => {
    expect(corners([plate(250, 100), plate(250, 130), plate(250, 105)])).toEqual([
      [200, 87],
      [200, 117],
      [200, 57],
    ]);
  });

  test('a plate gives way to a mark, which stands where it must', () => {
    const mark = { left: 220, top: 90, width: 72, height: 27 };
    expect(placePlates([plate(250, 100)], 500, [mark])).toMatchObject([{ left: 200, top: 60 }]);
    expect(placePlates([plate(250, 110)], 500, [mark])).toMatchObject([{ left: 200, top: 121 }]);
  });

  test('a plate never goes out at the top', () => {
    const mark = { left: 200, top: 5, width: 72, height: 27 };
    expect(placePlates([plate(250, 15)], 500, [mark])).toMatchObject([{ top: 36 }]);
  });

  test('plates side by side stay on their line', () => {
    expect(corners([plate(100, 100), plate(210, 100)])).toEqual([
      [50, 87],
      [160, 87],
    ]);
  });
});
