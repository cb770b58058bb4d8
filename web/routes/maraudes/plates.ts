/** A plate as the pack wants it: its centre and its size, in px of the map. */
export type WantedPlate = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
/** Where it stands: its top left corner. */
export type PlacedPlate = { readonly left: number; readonly top: number };

const GAP = 4;

/** Plates held inside a map `mapWidth` px wide; one that would cover an earlier one stands below it. */
export function placePlates<Plate extends WantedPlate>(
  wanted: readonly Plate[],
  mapWidth: number,
): (Plate & PlacedPlate)[] {
  const placed: (Plate & PlacedPlate)[] = [];
  for (const plate of wanted) {
    const left = Math.max(GAP, Math.min(mapWidth - plate.width - GAP, plate.x - plate.width / 2));
    let top = plate.y - plate.height / 2;
    const beside = placed
      .filter((other) => left < other.left + other.width + GAP && other.left < left + plate.width + GAP)
      .sort((a, b) => a.top - b.top);
    for (const other of beside) {
      if (top < other.top + other.height + GAP && other.top < top + plate.height + GAP) {
        top = other.top + other.height + GAP;
      }
    }
    placed.push({ ...plate, left, top });
  }
  return placed;
}
