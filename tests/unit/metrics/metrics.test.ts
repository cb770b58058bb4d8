import { expect, test } from 'vitest';
import { Figures } from '#server/metrics/figures';
import { Metrics, OWN_METRICS } from '#server/metrics/metrics';
import { ackSchema, type Ack } from '#shared/wire/ack';
import { refusalKindSchema } from '#shared/domain/refusal';
import { commandId } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const violations = new Map([['too-fast', 3]]);
let isUp = true;
let skew: number | null = null;
const newMetrics = (id = 'nord') =>
  new Metrics({
    territory: id,
    violations,
    connections: () => 12,
    isStorageUp: () => isUp,
    isReady: () => true,
    lastFactAge: () => 432,
    clockSkew: () => skew,
  });
const refused: Ack = { outcome: 'refused', id: commandId(1), refusal: 'RestSpaceClosed' };
const textOf = (...metrics: Metrics[]) => new Figures(metrics).text();
const lineOf = (text: string, name: string) => text.split('\n').find((line) => line.startsWith(name));

test('[NOD-10, PRV-45] what people do moves the figures at a tick alone, and in tens', async () => {
  const metrics = newMetrics();
  const before = await textOf(metrics);
  for (let each = 0; each < 19; each += 1) metrics.answered(refused);
  metrics.turnTook(40);
  violations.set('too-fast', 4);
  const own = (text: string) =>
    text.split('\n').filter((line) => OWN_METRICS.some((name) => line.startsWith(name)));
  expect(own(await textOf(metrics))).toEqual(own(before));
  metrics.tick();
  const after = await textOf(metrics);
  expect(lineOf(after, 'passerelle_answers_total{')).toBe(
    'passerelle_answers_total{outcome="refused",territory="nord"} 10',
  );
  expect(lineOf(after, 'passerelle_refusals_total{')).toBe(
    'passerelle_refusals_total{refusal="RestSpaceClosed",territory="nord"} 10',
  );
  expect(lineOf(after, 'passerelle_violations_total{')).toBe(
    'passerelle_violations_total{rule="too-fast",territory="nord"} 4',
  );
  expect(lineOf(after, 'passerelle_turn_seconds{')).toBe(
    'passerelle_turn_seconds{quantile="0.5",territory="nord"} 0.04',
  );
  expect(lineOf(after, 'passerelle_last_fact_age_seconds{')).toBe(
    'passerelle_last_fact_age_seconds{territory="nord"} 420',
  );
});

test('[NOD-10] that the storage is away is told at once', async () => {
  const metrics = newMetrics();
  expect(lineOf(await textOf(metrics), 'passerelle_storage_up{')).toBe(
    'passerelle_storage_up{territory="nord"} 1',
  );
  isUp = false;
  expect(lineOf(await textOf(metrics), 'passerelle_storage_up{')).toBe(
    'passerelle_storage_up{territory="nord"} 0',
  );
  isUp = true;
});

test('[NOD-30] by how much the clock is wrong is told at once, and not where it is compared with none', async () => {
  const metrics = newMetrics();
  expect(lineOf(await textOf(metrics), 'passerelle_clock_skew_seconds')).toBeUndefined();
  skew = -3.1;
  expect(lineOf(await textOf(metrics), 'passerelle_clock_skew_seconds')).toBe(
    'passerelle_clock_skew_seconds{territory="nord"} -3.1',
  );
  skew = null;
  expect(lineOf(await textOf(metrics), 'passerelle_clock_skew_seconds')).toBeUndefined();
});

test('[NOD-10, PRV-45] every name is on the list or of the process, and no label is a place, a team, a role, a person or a code', async () => {
  const metrics = newMetrics();
  for (const refusal of refusalKindSchema.options)
    for (let each = 0; each < 10; each += 1) metrics.answered({ ...refused, refusal });
  for (const outcome of ['accepted', 'volatile', 'later'] as const)
    for (let each = 0; each < 10; each += 1)
      metrics.answered(
        ackSchema.parse({ outcome, id: commandId(each), ...(outcome === 'later' && { why: 'arret' }) }),
      );
  metrics.turnTook(1);
  metrics.tick();
  const text = await textOf(metrics);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const names = new Set(lines.map((line) => /^[a-z_]+/.exec(line)?.[0] ?? line));
  const foreign = [...names].filter(
    (name) => !OWN_METRICS.some((own) => own === name) && !/^passerelle_(process|nodejs)_/.test(name),
  );
  expect(foreign).toEqual([]);
  const labels = new Set(
    lines.flatMap((line) => [...line.matchAll(/[{,]([a-z]+)=/g)].map(([, label]) => label)),
  );
  expect([...labels].sort()).toEqual(
    [
      'kind',
      'major',
      'minor',
      'outcome',
      'patch',
      'quantile',
      'refusal',
      'rule',
      'space',
      'territory',
      'type',
      'version',
    ].filter((label) => labels.has(label)),
  );
  const { services, teams, ratpPosts, surface } = territory;
  for (const { id } of [...services.restSpaces, ...teams, ...ratpPosts, ...surface.sectors])
    expect(text).not.toContain(`"${id}"`);
  expect(text).not.toMatch(/"(lead|hospital|wall|coordination|outreach|restspace|ratp|mobile)"/);
});

test('[DEP-6] the figures of a process say of each territory which are its own, and of the process once', async () => {
  const nord = newMetrics('nord');
  const sud = newMetrics('sud-2');
  for (let each = 0; each < 20; each += 1) nord.answered(refused);
  for (let each = 0; each < 30; each += 1) sud.answered(refused);
  const figures = new Figures([nord, sud]);
  figures.tick();
  const lines = (await figures.text()).split('\n');
  const linesOf = (name: string) => lines.filter((line) => line.startsWith(name));
  expect(linesOf('passerelle_answers_total{')).toEqual([
    'passerelle_answers_total{outcome="refused",territory="nord"} 20',
    'passerelle_answers_total{outcome="refused",territory="sud-2"} 30',
  ]);
  expect(linesOf('passerelle_ready{')).toEqual([
    'passerelle_ready{territory="nord"} 1',
    'passerelle_ready{territory="sud-2"} 1',
  ]);
  for (const name of OWN_METRICS) expect(linesOf(`# TYPE ${name} `)).toHaveLength(1);
  expect(linesOf('passerelle_process_resident_memory_bytes ')).toHaveLength(1);
  const unsaid = lines.filter((line) => OWN_METRICS.some((name) => line.startsWith(name)));
  expect(unsaid.filter((line) => !/territory="(nord|sud-2)"/.test(line))).toEqual([]);
});
