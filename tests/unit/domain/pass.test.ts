import { describe, expect, test } from 'vitest';
import type { DeclarePass, WithdrawPass } from '#shared/domain/pass/commands';
import { decidePass, type PassContext } from '#shared/domain/pass/decide';
import type { PassDeclared, SlotSealed } from '#shared/domain/pass/events';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot } from '#shared/domain/pass/state';
import { commandIdSchema, stationIdSchema, zoneIdSchema } from '#shared/kernel/ids';
import { instantSchema } from '#shared/kernel/instant';
import { slotSchema } from '#shared/kernel/slot';
import { givenFor } from '../../support/given.ts';

const one = commandIdSchema.parse('11111111-1111-4111-8111-111111111111');
const two = commandIdSchema.parse('22222222-2222-4222-8222-222222222222');
const three = commandIdSchema.parse('33333333-3333-4333-8333-333333333333');
const chapelle = { kind: 'zone', id: zoneIdSchema.parse('z-chapelle') } as const;
const dormoy = { kind: 'zone', id: zoneIdSchema.parse('z-dormoy') } as const;
const simplon = { kind: 'station', id: stationIdSchema.parse('st-simplon') } as const;
const elsewhere = { kind: 'zone', id: zoneIdSchema.parse('z-ailleurs') } as const;

const slot = slotSchema.parse('2026-11-21T17:00Z');
const at = (hour: string) => instantSchema.parse(`2026-11-21T${hour}.000Z`);

const context: PassContext = {
  id: one,
  now: at('17:20:00'),
  places: { zones: new Set([chapelle.id, dormoy.id]), stations: new Set([simplon.id]) },
  sealAfterMin: 30,
  acceptPreviousSlots: 2,
};
const given = givenFor({ decide: decidePass, evolve: evolveSlot, initial: initialSlot }, context);

const declare: DeclarePass = { type: 'DeclarePass', place: chapelle, slot, people: '5-9', needs: ['soin'] };
const withdraw: WithdrawPass = { type: 'WithdrawPass', pass: one, slot };
const declared: PassDeclared = {
  type: 'PassDeclared',
  pass: one,
  place: chapelle,
  slot,
  people: '5-9',
  needs: ['soin'],
};
const withdrawn = { type: 'PassWithdrawn', pass: one, place: chapelle, slot } as const;
const sealed: SlotSealed = { type: 'SlotSealed', slot, zones: [chapelle.id], stations: [] };

describe('declaring a pass', () => {
  test('[PAS-1] a declared pass records its id, place, slot, class and needs, and nothing else', () => {
    given().when(declare).then(declared);
  });

  test('[PAS-2] a zone or a station outside the territory is refused', () => {
    given()
      .when({ ...declare, place: elsewhere })
      .thenRefused('PlaceUnknown');
    given()
      .when({ ...declare, place: { kind: 'station', id: stationIdSchema.parse('st-ailleurs') } })
      .thenRefused('PlaceUnknown');
  });

  test.each(['17:00:00', '17:29:59', '17:30:00', '18:00:00', '18:29:59'])(
    '[PAS-3] the slot of 17:00 is accepted at %s, in it or in one of the two slots that follow',
    (hour) => {
      given()
        .when(declare, { now: at(hour) })
        .then(declared);
    },
  );

  test('[PAS-4, PRV-6] a slot older than the two previous ones is refused', () => {
    given()
      .when(declare, { now: at('18:30:00') })
      .thenRefused('SlotTooOld');
  });

  test('[PAS-5] a slot that has not begun is refused', () => {
    given()
      .when(declare, { now: at('16:59:59') })
      .thenRefused('SlotInFuture');
  });

  test('[PAS-6] a pass that is already declared changes nothing when declared again', () => {
    given(declared).when(declare).thenNothing();
  });
});

describe('taking a pass back', () => {
  test('[PAS-8] a pass is taken back as long as its slot is not sealed', () => {
    given(declared)
      .when(withdraw, { now: at('17:59:59') })
      .then(withdrawn);
  });

  test('[PAS-9] a pass of a sealed slot is not taken back', () => {
    given(declared, sealed)
      .when(withdraw, { now: at('18:00:00') })
      .thenRefused('SlotAlreadySealed');
    given(sealed, declared).when(withdraw).thenRefused('SlotAlreadySealed');
  });

  test('[PAS-10] a pass is not taken back 30 min after the end of its slot, even when the seal is late', () => {
    given(declared)
      .when(withdraw, { now: at('18:00:00') })
      .thenRefused('SlotAlreadySealed');
  });

  test('[PAS-11] a pass that is not known, or already taken back, is refused', () => {
    given().when(withdraw).thenRefused('PassUnknown');
    given(declared)
      .when({ ...withdraw, pass: two })
      .thenRefused('PassUnknown');
    given(declared, withdrawn).when(withdraw).thenRefused('PassUnknown');
  });
});

describe('sealing a slot', () => {
  const seal = { type: 'SealSlot', slot } as const;
  const due = { now: at('18:00:00') };

  test('[PAS-12] a seal is the sorted places of the passes not taken back, each once', () => {
    given({ ...declared, pass: two, place: dormoy }, declared, { ...declared, pass: three })
      .when(seal, due)
      .then({ ...sealed, zones: [chapelle.id, dormoy.id] });
    given(declared, { ...declared, pass: two, place: dormoy }, withdrawn)
      .when(seal, due)
      .then({ ...sealed, zones: [dormoy.id] });
  });

  test('[PAS-7] a pass in a station seals that station and no zone', () => {
    given({ ...declared, place: simplon })
      .when(seal, due)
      .then({ ...sealed, zones: [], stations: [simplon.id] });
  });

  test('[PAS-13] a slot is not sealed before 30 min after its end', () => {
    given(declared)
      .when(seal, { now: at('17:59:59') })
      .thenNothing();
  });

  test('[PAS-14] a slot is sealed once: asked again, nothing changes', () => {
    given(declared, sealed).when(seal, due).thenNothing();
  });

  test('[PAS-15] a pass declared after the seal is kept as late and changes no sealed set', () => {
    const { state } = given(declared, sealed, { ...declared, pass: two, place: dormoy });
    expect(state.sealed).toEqual({ zones: [chapelle.id], stations: [] });
    expect(state.passes.get(one)?.late).toBe(false);
    expect(state.passes.get(two)?.late).toBe(true);
    given(sealed)
      .when({ ...declare, place: dormoy }, { id: two, now: at('18:10:00') })
      .then({ ...declared, pass: two, place: dormoy });
  });

  test('[PAS-16] a slot where nobody passed is sealed empty', () => {
    given()
      .when(seal, due)
      .then({ ...sealed, zones: [] });
  });
});
