import { randomOf } from '#server/demo/law/random';
import type { Need, PeopleClass } from '#shared/domain/pass/commands';
import type { CoverageReleased } from '#server/release/events';
import type { Declared } from '../night.ts';
import { runProduct, type Recording } from '../product.ts';
import type { Tally } from '../stats.ts';
import type { Recorded, Study } from '../study.ts';

type Audience = CoverageReleased['audience'];

/** T8. Of the passes drawn, those whose absence would have changed a byte of each audience. */
export type Pivotal = { readonly [A in Audience]: Tally };

/** Runs each night again without one pass, as many times as asked. Underground passes are drawn apart, for the operator. */
export function pivotal(study: Study, passesANight: number): Pivotal {
  const tallies: Record<Audience, { num: number; den: number }[]> = {
    mobile: [],
    hospital: [],
    wall: [],
    ratp: [],
  };
  study.recorded.forEach((recorded, index) => {
    const { night } = recorded;
    const random = randomOf(night.world.seed, 'twins', night.world.number, index);
    const whole = bytesOf(study.build.twin(study.ground, night.declared, night));
    const sums = { mobile: 0, hospital: 0, wall: 0, ratp: 0 };
    const drawn = { zone: 0, station: 0 };
    for (const kind of ['zone', 'station'] as const) {
      const passes = [
        ...new Set(night.declared.filter(({ command }) => command.place.kind === kind).map(({ id }) => id)),
      ];
      const times = kind === 'zone' ? passesANight : Math.ceil(passesANight / 3);
      for (let i = 0; i < times && passes.length > 0; i += 1) {
        const [id] = passes.splice(Math.floor(random() * passes.length), 1);
        const without = night.declared.filter((declared) => declared.id !== id);
        const twin = bytesOf(study.build.twin(study.ground, without, night));
        drawn[kind] += 1;
        const heard = kind === 'zone' ? (['mobile', 'hospital', 'wall'] as const) : (['ratp'] as const);
        for (const audience of heard) if (twin[audience] !== whole[audience]) sums[audience] += 1;
      }
    }
    for (const audience of ['mobile', 'hospital', 'wall'] as const) {
      tallies[audience].push({ num: sums[audience], den: drawn.zone });
    }
    tallies.ratp.push({ num: sums.ratp, den: drawn.station });
  });
  return tallies;
}

function bytesOf(releases: readonly CoverageReleased[]): Record<Audience, string> {
  const of = (audience: Audience) =>
    JSON.stringify(releases.filter((release) => release.audience === audience));
  return { mobile: of('mobile'), hospital: of('hospital'), wall: of('wall'), ratp: of('ratp') };
}

/** What a twin run changes of one pass: nothing that anyone but a lead may notice (G-NI). */
type Change = { readonly name: string; readonly of: (declared: Declared) => Declared };
const CLASSES: readonly PeopleClass[] = ['0-4', '5-9', '10-19', '20+'];
const CHANGES: readonly Change[] = [
  {
    name: '+1 contact, over a class',
    of: (declared) => {
      const next = CLASSES[(CLASSES.indexOf(declared.command.people) + 1) % CLASSES.length] ?? '0-4';
      return { ...declared, command: { ...declared.command, people: next } };
    },
  },
  {
    name: 'a need',
    of: (declared) => {
      const needs: Need[] = declared.command.needs.length > 0 ? [] : ['d2o', 'soin'];
      return { ...declared, command: { ...declared.command, needs } };
    },
  },
  { name: 'another minute', of: (declared) => ({ ...declared, at: declared.at + 1 }) },
];

/** T7. Bytes of any non-lead feed that differ when class, needs or minute of one pass are rewritten. Frames of every screen included. */
export function insensitive(study: Study, nights: number): { differing: number; runs: number } {
  let differing = 0;
  let runs = 0;
  for (const { night, releases } of spreadOver(study.recorded, nights)) {
    const passes = [...new Set(night.declared.map(({ id }) => id))];
    const whole = study.build.declaredOn === 'departure' ? fullBytes(study, night) : null;
    CHANGES.forEach((change, i) => {
      const id = passes[(i * 7 + 3) % passes.length];
      const rewritten = night.declared.map((declared) =>
        declared.id === id ? change.of(declared) : declared,
      );
      runs += 1;
      differing += differingBytes(
        JSON.stringify(releases),
        JSON.stringify(study.build.record(study.ground, rewritten, night)),
      );
      if (whole !== null)
        differing += differingBytes(whole, fullBytes(study, { ...night, declared: rewritten }));
    });
  }
  return { differing, runs };
}

function fullBytes(study: Study, night: Recorded['night']): string {
  const { territory, policy } = study.ground;
  return nonLeadBytes(runProduct(territory, policy, night.declared, { ...night, isWatched: true }));
}

/** Everything recorded or sent outside the leads, in bytes. */
function nonLeadBytes({ releases, capacity, frames }: Recording): string {
  return JSON.stringify([releases, capacity, frames]);
}

export function differingBytes(a: string, b: string): number {
  let differing = Math.abs(a.length - b.length);
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) if (a[i] !== b[i]) differing += 1;
  return differing;
}

/** Nights whose recording is not, byte for byte, what the pure functions give: then no twin run would mean anything. */
export function controlOfTwins(study: Study, nights: number): number {
  return spreadOver(study.recorded, nights).filter(({ night }) => {
    const recorded = JSON.stringify(
      runProduct(study.ground.territory, study.build.policy, night.declared, night).releases,
    );
    return recorded !== JSON.stringify(study.build.twin(study.ground, night.declared, night));
  }).length;
}

function spreadOver<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0).slice(0, count);
}
