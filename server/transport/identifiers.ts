import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { stationIdSchema, type StationId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';

const fileSchema = z.strictObject({
  source: z.string().min(3).max(200),
  /** The operator's number of the place where these lines meet (`zdc`), by station of the pack. */
  stations: z.record(stationIdSchema, z.int().positive()),
});

export type FeedStation = {
  readonly id: StationId;
  readonly name: string;
  readonly lines: readonly string[];
  readonly zdc: number | null;
};

/** The stations of a territory under the names that the feed gives them. Throws when the file is not of this pack. */
export function feedStations(file: URL, { underground }: Territory): FeedStation[] {
  const { stations: numbers } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const foreign = Object.keys(numbers).find(
    (id) => !underground.stations.some((station) => station.id === id),
  );
  if (foreign !== undefined) throw new Error(`idfm.json: stations.${foreign}: no such station in this pack`);
  return underground.stations.map(({ id, name, lines }) => ({ id, name, lines, zdc: numbers[id] ?? null }));
}
