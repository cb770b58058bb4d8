import type { RecencyStep } from './area-state.ts';

/** Every colour of the map, and nowhere else. */
export type Theme = 'dark' | 'light';

interface Pair {
  readonly line: string;
  readonly casing: string;
}

export interface WallTokens {
  readonly land: string;
  readonly inside: string;
  readonly park: string;
  readonly parkInSector: string;
  readonly motorway: string;
  readonly seine: string;
  readonly seineBank: string;
  readonly shade: string;
  readonly shadeOpacity: number;
  readonly passed: AreaTokens;
  readonly gap: AreaTokens;
  /** Not due in this half-day: between the land and a passed sector, without a mesh that would call for a look. */
  readonly notDue: AreaTokens;
  readonly rail: string;
  readonly canal: Pair;
  readonly sectorCasing: string;
  readonly territoryEdge: string;
  readonly peripherique: Pair & { readonly core: string };
  readonly ending: Pair;
  readonly hatch: string;
  readonly hatchOpacity: number;
}

interface AreaTokens {
  readonly fill: string;
  readonly mesh: string;
  readonly edge: string;
  /** Of the code and the glyphs that stand on this fill. */
  readonly ink: string;
}

const wallDark: WallTokens = {
  land: '#0C1014',
  inside: '#161D25',
  park: '#1A2823',
  parkInSector: '#4E8A70',
  motorway: '#2A333C',
  seine: '#2E5672',
  seineBank: '#3B6480',
  shade: '#000000',
  shadeOpacity: 0.55,
  passed: { fill: '#1F2C38', mesh: '#2C3B49', edge: '#4A637A', ink: '#E6E9EC' },
  gap: { fill: '#8CA6BF', mesh: '#7C97B1', edge: '#B9CFE2', ink: '#11161B' },
  notDue: { fill: '#161D25', mesh: '#1C252E', edge: '#2C3B49', ink: '#E6E9EC' },
  rail: '#6B7885',
  canal: { line: '#6E9CBE', casing: '#0C1014' },
  sectorCasing: '#0B0F13',
  territoryEdge: '#72808D',
  peripherique: { casing: '#0C1014', line: '#8592A0', core: '#161D25' },
  ending: { line: '#FFC940', casing: '#0B0F13' },
  hatch: '#E6E9EC',
  hatchOpacity: 0.12,
};

const wallLight: WallTokens = {
  land: '#DDE2E7',
  inside: '#E6E9EC',
  park: '#CDDACF',
  parkInSector: '#4E8A70',
  motorway: '#F4F6F7',
  seine: '#A9C3D6',
  seineBank: '#BDD2E1',
  shade: '#54748F',
  shadeOpacity: 0.28,
  passed: { fill: '#F4F6F7', mesh: '#E1E7EC', edge: '#98AFC3', ink: '#14191E' },
  gap: { fill: '#54748F', mesh: '#648299', edge: '#3F5F7B', ink: '#FFFFFF' },
  notDue: { fill: '#E6E9EC', mesh: '#DDE2E7', edge: '#BDD2E1', ink: '#14191E' },
  rail: '#8B97A2',
  canal: { line: '#5F93BA', casing: '#F4F6F7' },
  sectorCasing: '#FFFFFF',
  territoryEdge: '#54748F',
  peripherique: { casing: '#F4F6F7', line: '#7A8793', core: '#F4F6F7' },
  ending: { line: '#FFB000', casing: '#7A4A00' },
  hatch: '#14191E',
  hatchOpacity: 0.12,
};

/** A frozen wall keeps its shapes and loses its voice: no amber, water dimmed, everything hatched. */
const frozen: Readonly<Record<Theme, WallTokens>> = {
  dark: {
    ...wallDark,
    seine: '#22384A',
    seineBank: '#22384A',
    canal: { line: '#4C6274', casing: '#0C1014' },
    passed: { ...wallDark.passed, ink: '#93A0AC' },
    gap: { fill: '#556677', mesh: '#627486', edge: '#7D8FA1', ink: '#E6E9EC' },
  },
  light: {
    ...wallLight,
    seine: '#BCCBD7',
    seineBank: '#BCCBD7',
    canal: { line: '#93ABBE', casing: '#F4F6F7' },
    passed: { ...wallLight.passed, ink: '#515C67' },
    gap: { fill: '#A3B1BE', mesh: '#B0BDC8', edge: '#8496A6', ink: '#14191E' },
  },
};

const live: Readonly<Record<Theme, WallTokens>> = { dark: wallDark, light: wallLight };

export function wallTokens(theme: Theme, isFrozen: boolean): WallTokens {
  return (isFrozen ? frozen : live)[theme];
}

export interface ZoneTokens {
  readonly land: string;
  readonly park: string;
  readonly seine: string;
  readonly seineBank: string;
  readonly motorway: Pair;
  readonly shade: string;
  readonly shadeOpacity: number;
  readonly recency: Readonly<Record<RecencyStep, string>>;
  /** Of a zone name on each step. */
  readonly recencyInk: Readonly<Record<RecencyStep, string>>;
  readonly mesh: string;
  readonly meshOpacity: number;
  readonly border: Pair;
  readonly canal: Pair;
  readonly peripherique: Pair & { readonly core: string };
  readonly demand: Pair;
  readonly place: string;
  readonly hatch: string;
}

export const zoneTokens: Readonly<Record<Theme, ZoneTokens>> = {
  light: {
    land: '#E3E7EB',
    park: '#D3DED6',
    seine: '#B4CADB',
    seineBank: '#C6D7E3',
    motorway: { line: '#FFFFFF', casing: '#C9CFD5' },
    shade: '#54748F',
    shadeOpacity: 0.24,
    recency: { 0: '#E9EEF2', 1: '#C6D3DE', 2: '#98AFC3', 3: '#54748F', 4: '#2F4F6B' },
    recencyInk: { 0: '#14191E', 1: '#14191E', 2: '#14191E', 3: '#FFFFFF', 4: '#FFFFFF' },
    mesh: '#FFFFFF',
    meshOpacity: 0.13,
    border: { casing: '#FFFFFF', line: '#14191E' },
    canal: { line: '#5F93BA', casing: '#F4F6F7' },
    peripherique: { casing: '#F4F6F7', line: '#7A8793', core: '#F4F6F7' },
    demand: { line: '#0B57A4', casing: '#FFFFFF' },
    place: '#515C67',
    hatch: '#FFFFFF',
  },
  dark: {
    land: '#11161B',
    park: '#1A2823',
    seine: '#264A63',
    seineBank: '#30566F',
    motorway: { line: '#2A333C', casing: '#0D1115' },
    shade: '#000000',
    shadeOpacity: 0.6,
    recency: { 0: '#1E2A35', 1: '#30424F', 2: '#465F75', 3: '#7594B1', 4: '#A3BDD3' },
    recencyInk: { 0: '#E6E9EC', 1: '#E6E9EC', 2: '#E6E9EC', 3: '#11161B', 4: '#11161B' },
    mesh: '#0B0F13',
    meshOpacity: 0.1,
    border: { casing: '#11161B', line: '#E6E9EC' },
    canal: { line: '#6E9CBE', casing: '#0C1014' },
    peripherique: { casing: '#0C1014', line: '#8592A0', core: '#161D25' },
    demand: { line: '#4C9BFF', casing: '#11161B' },
    place: '#93A0AC',
    hatch: '#11161B',
  },
};

/** The landing's print: one ink, no state; nothing on it is live. */
export const printTokens = {
  light: {
    ground: '#E6E9EC',
    park: '#CDDACF',
    parkInk: '#2F4F6B',
    motorway: '#F4F6F7',
    seine: '#A9C3D6',
    seineBank: '#BDD2E1',
    shade: '#54748F',
    shadeOpacity: 0.28,
    ink: '#54748F',
    mesh: '#648299',
    deep: '#2F4F6B',
    casing: '#E6E9EC',
    rail: '#98AFC3',
    canal: '#BDDDF2',
  },
  dark: {
    ground: '#11161B',
    park: '#1A2823',
    parkInk: '#4E8A70',
    motorway: '#2A333C',
    seine: '#2E5672',
    seineBank: '#3B6480',
    shade: '#000000',
    shadeOpacity: 0.55,
    ink: '#33475A',
    mesh: '#40566B',
    deep: '#8592A0',
    casing: '#11161B',
    rail: '#6B7885',
    canal: '#6E9CBE',
  },
} as const;
