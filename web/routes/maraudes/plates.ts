/** A plate as the pack wants it: its centre and its size, in px of the map. */
export type WantedPlate = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
/** A place that is taken: top left corner and size. */
export type Taken = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};
/** Where it stands: its top left corner. */
export type PlacedPlate = { readonly left: number; readonly top: number };

const GAP = 4;

/**
 * Plates held inside a map `mapWidth` px wide. One that would cover an earlier one, or a mark that stands where it must
 * (`marks`), goes to the nearest free place above or below; a tie goes below.
 */
export function placePlates<Plate extends WantedPlate>(
  wanted: readonly Plate[],
  mapWidth: number,
  marks: readonly Taken[] = [],
): (Plate & PlacedPlate)[] {
  const placed: (Plate & PlacedPlate)[] = [];
  for (const plate of wanted) {
    const left = Math.max(GAP, Math.min(mapWidth - plate.width - GAP, plate.x - plate.width / 2));
    const beside = [...marks, ...placed].filter(
      (other) => left < other.left + other.width + GAP && other.left < left + plate.width + GAP,
    );
    const top = freeTop(plate.y - plate.height / 2, plate.height, beside);
    placed.push({ ...plate, left, top });
  }
  return placed;
}

function freeTop(wanted: number, height: number, beside: readonly Taken[]): number {
  const isFree = (top: number) =>
    beside.every((other) => top >= other.top + other.height + GAP || other.top >= top + height + GAP);
  const tops = [wanted, ...beside.flatMap(({ top, height: tall }) => [top + tall + GAP, top - height - GAP])]
    .filter((top) => top >= 0)
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || b - a);
  return tops.find(isFree) ?? wanted;
}
