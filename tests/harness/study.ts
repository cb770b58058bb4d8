import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import type { CoverageReleased } from '#server/release/events';
import { groundFor, releasesFrom, type Ground } from './chain.ts';
import type { Prior } from './city.ts';
import { nightOf, worldOf, type DeclaredOn, type Declared, type Night } from './night.ts';
import { runProduct } from './product.ts';

/** A night and what was released of it. */
export type Recorded = { readonly night: Night; readonly releases: readonly CoverageReleased[] };

/** How a build turns declared passes into releases. */
export type Engine = (
  ground: Ground,
  declared: readonly Declared[],
  span: Pick<Night, 'from' | 'to'>,
) => readonly CoverageReleased[];

/** One build under attack: the product with its shipped policy, or a mutant of it. */
export type Build = {
  readonly policy: Policy;
  readonly declaredOn: DeclaredOn;
  /** Records a night. */
  readonly record: Engine;
  /** The same releases by the cheapest way, for twin runs. */
  readonly twin: Engine;
};

export type StudyOptions = {
  readonly seed: number;
  readonly worlds: number;
  /** Nights of each world, for each number of teams. */
  readonly nights: number;
  readonly teams: number;
  readonly rides: number;
};

/** Nights with one number of teams under one prior of sites. */
export type Study = {
  readonly teams: number;
  readonly prior: Prior;
  readonly build: Build;
  readonly ground: Ground;
  readonly recorded: readonly Recorded[];
};

/** Runs the nights of both priors: worlds of even number are spread, the others follow DOMAIN. */
export function studiesOf(territory: Territory, build: Build, options: StudyOptions): Study[] {
  const ground = groundFor(territory, build.policy);
  const worlds = Array.from({ length: options.worlds }, (_, number) =>
    worldOf(territory, options.seed, number, options.rides),
  );
  return (['spread', 'domain'] as const).map((prior) => ({
    teams: options.teams,
    prior,
    build,
    ground,
    recorded: worlds
      .filter((world) => world.prior === prior)
      .flatMap((world) =>
        Array.from({ length: options.nights }, (_, index) => {
          const night = nightOf(world, index, options.teams, build.declaredOn);
          return { night, releases: build.record(ground, night.declared, night) };
        }),
      ),
  }));
}

/** The product as it runs: commands, clockwork, folds, release gate. */
const product: Engine = ({ territory, policy }, declared, span) =>
  runProduct(territory, policy, declared, span).releases;

export function shippedBuild(policy: Policy): Build {
  return { policy, declaredOn: 'departure', record: product, twin: releasesFrom };
}
