import { m } from '#lib/paraglide/messages.js';
import { DIRECTORY_WORDS } from '../../lits/unites/words.ts';
import type { AwaitedThing } from './awaited-things.ts';

// By the names that the files of a pack give. What is not here is shown by its place in the file alone.

const THINGS: Readonly<Record<string, (thing: { readonly id: string }) => string>> = {
  restSpaces: m.admin_awaited_space,
  units: m.admin_awaited_unit,
  hospitalTeams: m.admin_awaited_hospital_team,
  directory: ({ id }) => m.admin_awaited_directory({ kind: directoryWords(id) }),
  ward: () => m.admin_awaited_ward(),
  teams: m.admin_awaited_team,
  ratpPosts: m.admin_awaited_post,
  coordinationPhone: () => m.admin_awaited_coordination(),
};

const FACTS: Readonly<Record<string, () => string>> = {
  name: m.admin_awaited_name,
  hours: m.admin_awaited_hours,
  services: m.admin_awaited_services,
  towards: m.admin_awaited_towards,
  jaugeJour: m.admin_jauge_day,
  jaugeNuit: m.admin_jauge_night,
  beds: m.admin_awaited_beds,
  operator: m.admin_awaited_operator,
  phone: m.admin_awaited_phone,
  coordinationPhone: m.admin_awaited_phone,
};

function directoryWords(kind: string): string {
  return Object.entries(DIRECTORY_WORDS).find(([known]) => known === kind)?.[1]() ?? kind;
}

/** `Équipe de maraude T1`. */
export function thingWords({ list, id }: AwaitedThing): string {
  return THINGS[list]?.({ id: id ?? '' }) ?? list;
}

/** `opérateur, téléphone`. */
export function factWords({ facts }: AwaitedThing): string {
  return facts.map((fact) => FACTS[fact]?.() ?? fact).join(', ');
}
