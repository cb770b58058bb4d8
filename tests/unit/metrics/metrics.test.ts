import { expect, test } from 'vitest';
import { Metrics, OWN_METRICS } from '#server/metrics/metrics';
import { ackSchema, type Ack } from '#shared/wire/ack';
import { refusalKindSchema } from '#shared/domain/refusal';
import { commandId } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const violations = new Map([['too-fast', 3]]);
let isUp = true;
const newMetrics = () =>
  new Metrics({
    violations,
    connections: () => 12,
    isStorageUp: () => isUp,
    isReady: () => true,
    lastFactAge: () => 432,
  });
const refused: Ack = { outcome: 'refused', id: commandId(1), refusal: 'RestSpaceClosed' };
const lineOf = (text: string, name: string) => text.split('\n').find((line) => line.startsWith(name));

test('[NOD-10, PRV-45] what people do moves the figures at a tick alone, and in tens', async () => {
  const metrics = newMetrics();
  const before = await metrics.text();
  for (let each = 0; each < 19; each += 1) metrics.answered(refused);
  metrics.turnTook(40);
  violations.set('too-fast', 4);
  const own = (text: string) =>
    text.split('\n').filter((line) => OWN_METRICS.some((name) => line.startsWith(name)));
  expect(own(await metrics.text())).toEqual(own(before));
  metrics.tick();
  const after = await metrics.text();
  expect(lineOf(after, 'passerelle_answers_total{')).toBe('passerelle_answers_total{outcome="refused"} 10');
  expect(lineOf(after, 'passerelle_refusals_total{')).toBe(
    'passerelle_refusals_total{refusal="RestSpaceClosed"} 10',
  );
  expect(lineOf(after, 'passerelle_violations_total{')).toBe(
    'passerelle_violations_total{rule="too-fast"} 4',
  );
  expect(lineOf(after, 'passerelle_turn_seconds{')).toBe('passerelle_turn_seconds{quantile="0.5"} 0.04');
  expect(lineOf(after, 'passerelle_last_fact_age_seconds ')).toBe('passerelle_last_fact_age_seconds 420');
});

test('[NOD-10] that the storage is away is told at once', async () => {
  const metrics = newMetrics();
  expect(lineOf(await metrics.text(), 'passerelle_storage_up ')).toBe('passerelle_storage_up 1');
  isUp = false;
  expect(lineOf(await metrics.text(), 'passerelle_storage_up ')).toBe('passerelle_storage_up 0');
  isUp = true;
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
  const text = await metrics.text();
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
      'type',
      'version',
    ].filter((label) => labels.has(label)),
  );
  const { services, teams, ratpPosts, surface } = territory;
  for (const { id } of [...services.restSpaces, ...teams, ...ratpPosts, ...surface.sectors])
    expect(text).not.toContain(`"${id}"`);
  expect(text).not.toMatch(/"(lead|hospital|wall|coordination|outreach|restspace|ratp|mobile)"/);
});
