import { describe, expect, test } from 'vitest';
import { peopleClassSchema } from '#shared/domain/pass/commands';
import { MINUTE, plus } from '#shared/kernel/instant';
import { commandId, paris, pass, slotAt, zone } from '../support/said.ts';
import type { ViewKey } from '#server/release/views';
import { dayOf, framesOf, live, withoutDispatch, withPasses, type Act, type Day } from './day.ts';

const classes = peopleClassSchema.options;
const acts = dayOf(20261121);
const usual = live(acts);

/** Two days that nobody but the lead may be able to tell apart, and that the lead does tell apart. */
async function expectSameButForTheLead(other: readonly Act[]): Promise<void> {
  const [one, two] = [await usual, await live(other)];
  expect([...one.frames.keys()].length).toBe(17);
  for (const [view, frames] of one.frames) {
    const same = framesOf(two, view).join('\n') === frames.join('\n');
    expect([view, same]).toEqual([view, view !== 'lead']);
  }
}

test('the day is a real one: passes of every kind are kept, some are refused, and both views move', async () => {
  const day = await usual;
  const { outcomes } = day;
  const [wall, lead] = [framesOf(day, 'wall'), framesOf(day, 'lead')];
  expect(outcomes['accepted']).toBeGreaterThan(80);
  expect(outcomes['refused']).toBeGreaterThan(0);
  expect(wall.filter((frame) => frame.includes('"passe"')).length).toBeGreaterThan(10);
  expect(lead.filter((frame) => frame.includes('"late":true')).length).toBeGreaterThan(0);
});

describe('not one byte of any view but the lead’s differs when', () => {
  test('[REL-50, PRV-4] one pass met one class more of people (T7)', async () => {
    const first = acts.findIndex(({ command }) => command.type === 'DeclarePass');
    await expectSameButForTheLead(
      withPasses(acts, (command, index) =>
        index === first ? { ...command, people: command.people === '20+' ? '0-4' : '20+' } : command,
      ),
    );
  });

  test('[REL-50, PRV-4] one pass had one need more (T7)', async () => {
    const last = acts.findLastIndex(({ command }) => command.type === 'DeclarePass');
    await expectSameButForTheLead(
      withPasses(acts, (command, index) =>
        index === last ? { ...command, needs: [...command.needs, 'hebergement'] } : command,
      ),
    );
  });

  test('[REL-50, PRV-4] every pass said something else', async () => {
    await expectSameButForTheLead(
      withPasses(acts, (command, index) => ({
        ...command,
        people: classes[(classes.indexOf(command.people) + 1) % classes.length] ?? '0-4',
        needs: index % 2 ? [] : ['espace-repos', 'avis-medical'],
      })),
    );
  });

  test('[REL-51, PRV-16] a place is passed three times in its slot and not once', async () => {
    const withdrawn = new Set(
      acts.flatMap(({ command }) => (command.type === 'WithdrawPass' ? [command.pass] : [])),
    );
    const again = acts.flatMap((act, index): Act[] =>
      act.command.type === 'DeclarePass' && !withdrawn.has(act.id)
        ? [1, 2].map((more) => ({ ...act, id: commandId(10_000 + 10 * index + more) }))
        : [],
    );
    await expectSameButForTheLead([...acts, ...again]);
  });

  test('[REL-52, PRV-15] a pass comes after the seal of its slot', async () => {
    const late: Act = {
      at: paris('18:05'),
      id: commandId(9_999),
      command: pass(zone('z-ourcq'), slotAt('17:00')),
    };
    await expectSameButForTheLead([...acts, late]);
  });

  test('[REL-52, PRV-7] a pass is taken back before the seal', async () => {
    const id = commandId(9_999);
    const slot = slotAt('11:00');
    const at = paris('11:10');
    await expectSameButForTheLead([
      ...acts,
      { at, id, command: pass(zone('z-plaine'), slot) },
      { at: plus(at, 20 * MINUTE), id: commandId(9_998), command: { type: 'WithdrawPass', pass: id, slot } },
    ]);
  });
});

test('the comparison sees a pass that does matter: a sector that nobody else passed', async () => {
  const without = acts.filter(({ command }) => command.type !== 'DeclarePass');
  const alone = pass(zone('z-ourcq'), slotAt('11:00'));
  const [none, one] = [
    await live(without),
    await live([...without, { at: paris('11:10'), id: commandId(9_999), command: alone }]),
  ];
  for (const view of ['mobile', 'hospital', 'coordination', 'wall', 'restspace:ER-1'] as ViewKey[]) {
    expect(framesOf(one, view).join('\n')).not.toBe(framesOf(none, view).join('\n'));
  }
  expect(framesOf(one, 'ratp').join('\n')).toBe(framesOf(none, 'ratp').join('\n'));
});

test('[MIS-12, PRV-21, PRV-37, PRV-38] no byte of coverage depends on a report, a mission or a tour', async () => {
  const [one, none] = [await usual, await live(withoutDispatch(acts))];
  for (const view of [...one.frames.keys()].filter((key) => key !== 'lead')) {
    expect([view, coverageIn(one, view)]).toEqual([view, coverageIn(none, view)]);
  }
  // Whoever is told nothing of it is sent the same bytes, to the last.
  for (const view of ['wall', 'hospital', 'coordination', 'mobile', 'ratp', 'restspace:ER-1'] as ViewKey[])
    expect([view, framesOf(one, view)]).toEqual([view, framesOf(none, view)]);
  expect(framesOf(one, 'lead').join()).not.toBe(framesOf(none, 'lead').join());
});

/** What was said of areas, and when. */
function coverageIn(day: Day, view: ViewKey): string[] {
  return framesOf(day, view).flatMap((text) => {
    const { at, changes } = JSON.parse(text) as {
      at: string;
      changes: { key: string; value: { kind: string } | null }[];
    };
    return changes
      .filter(({ key }) => /^(zone-coverage|sector|group|metro-sector|situation)/.test(key))
      .map(({ key, value }) => `${at} ${key} ${JSON.stringify(value)}`);
  });
}
