import { z } from 'zod';

// Every identifier is a fixed pattern or a closed list: no schema has an open string (PRV-3).

/** Ids made by people's acts are random v4: they carry no order, no time and no place (PRV-9). */
export const commandIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .brand<'CommandId'>();
export type CommandId = z.infer<typeof commandIdSchema>;

const placeId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}-[a-z0-9-]{1,40}$`));

export const zoneIdSchema = placeId('z').brand<'ZoneId'>();
export type ZoneId = z.infer<typeof zoneIdSchema>;
export const sectorIdSchema = placeId('s').brand<'SectorId'>();
export type SectorId = z.infer<typeof sectorIdSchema>;
export const stationIdSchema = placeId('st').brand<'StationId'>();
export type StationId = z.infer<typeof stationIdSchema>;
export const stationGroupIdSchema = placeId('g').brand<'StationGroupId'>();
export type StationGroupId = z.infer<typeof stationGroupIdSchema>;
export const metroSectorIdSchema = placeId('m').brand<'MetroSectorId'>();
export type MetroSectorId = z.infer<typeof metroSectorIdSchema>;

export const teamIdSchema = z
  .string()
  .regex(/^T[1-9]\d?$/)
  .brand<'TeamId'>();
export type TeamId = z.infer<typeof teamIdSchema>;
export const restSpaceIdSchema = z
  .string()
  .regex(/^ER-[1-9]\d?$/)
  .brand<'RestSpaceId'>();
export type RestSpaceId = z.infer<typeof restSpaceIdSchema>;
/** An addictology unit, and a hospital mobile team, as the pack names them. */
export const unitIdSchema = z
  .string()
  .regex(/^UHA-[1-9]$/)
  .brand<'UnitId'>();
export type UnitId = z.infer<typeof unitIdSchema>;
export const hospitalTeamIdSchema = z
  .string()
  .regex(/^EMH-[1-9]$/)
  .brand<'HospitalTeamId'>();
export type HospitalTeamId = z.infer<typeof hospitalTeamIdSchema>;
/** A post of the transport operator, as the pack names them. */
export const ratpPostIdSchema = z
  .string()
  .regex(/^RATP-[1-9]\d?$/)
  .brand<'RatpPostId'>();
export type RatpPostId = z.infer<typeof ratpPostIdSchema>;

/**
 * A territory, by the folder of its pack: also in the names of what rests, of its built pages and of its figures. A number
 * may end it, as in `lyon-3`; digits among letters could be a geohash, which no message takes (V10).
 */
export const territoryIdSchema = z
  .string()
  .regex(
    /^[a-z]{1,20}(-[a-z]{1,20}){0,3}(-\d{1,3})?$/,
    'one to four words of a to z with hyphens between them, and a number at the end at most',
  );

/** Who filed something, as its answer needs to be routed: a team, a space, a post, or a desk. In no view (PRV-30, PRV-38). */
export type FilingPost =
  TeamId | RestSpaceId | RatpPostId | 'ratp' | 'hospital' | 'mobile' | 'lead' | 'coordination';

export const bedIdSchema = z
  .string()
  .regex(/^lit-[1-9]\d?$/)
  .brand<'BedId'>();
export type BedId = z.infer<typeof bedIdSchema>;
export const windowIdSchema = z
  .string()
  .regex(/^[a-z][a-z-]{1,15}$/)
  .brand<'WindowId'>();
export type WindowId = z.infer<typeof windowIdSchema>;

/** Six characters of a 31-letter alphabet without 0 1 I L O: 8.9e8 codes, drawn at random, derived from nothing (PRV-30). */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const admissionCodeSchema = z
  .string()
  .regex(new RegExp(`^[${CODE_ALPHABET}]{6}$`))
  .brand<'AdmissionCode'>();
export type AdmissionCode = z.infer<typeof admissionCodeSchema>;

/** A placement outside the region is named as a request is: a code said by voice, derived from nothing (PRV-61). */
export const placementCodeSchema = z
  .string()
  .regex(new RegExp(`^[${CODE_ALPHABET}]{6}$`))
  .brand<'PlacementCode'>();
export type PlacementCode = z.infer<typeof placementCodeSchema>;

// Who signs in, from where, and which unattended screens: random v4, said on no wire of the field.
const randomId = z.uuid({ version: 'v4' });
export const accountIdSchema = randomId.brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;
/** Names a session in a list of devices; never the secret that opens it. */
export const sessionIdSchema = randomId.brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionIdSchema>;
export const screenIdSchema = randomId.brand<'ScreenId'>();
export type ScreenId = z.infer<typeof screenIdSchema>;
