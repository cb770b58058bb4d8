import type { Territory } from '#shared/territory/schema';
import { territory } from '../support/served-app.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The ids of so many territories, at most 17,576. */
export function territoryIds(count: number): string[] {
  const letter = (index: number) => LETTERS.charAt(index % LETTERS.length);
  return Array.from(
    { length: count },
    (_, index) => `t-${letter(Math.floor(index / 676))}${letter(Math.floor(index / 26))}${letter(index)}`,
  );
}

/** The default pack under another id: with the same places, whatever passed between two would be taken for its own. */
export function packOf(id: string): Territory {
  return { ...territory, id };
}

/** The name that a browser asks for it. */
export function hostOf(id: string): string {
  return `${id}.example`;
}
