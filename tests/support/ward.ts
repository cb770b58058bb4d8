import type { AdmissionCommand } from '#shared/domain/admission/commands';
import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { connect, type Client } from './client.ts';
import { bed, paris } from './said.ts';
import type { Served } from './served-app.ts';

type Request = Extract<AdmissionCommand, { type: 'RequestAdmission' }>;

/** The ward's own desk on a real socket, and a clock: what the ward did before a test begins. */
export class WardDay {
  readonly #served: Served;
  readonly desk: Client;

  private constructor(served: Served, desk: Client) {
    this.#served = served;
    this.desk = desk;
  }

  static async begin(served: Served): Promise<WardDay> {
    return new WardDay(served, await connect(served.url, { door: 'hospital' }));
  }

  at(instant: Instant): Promise<void> {
    return this.#served.at(instant);
  }

  /** Says it, and fails when it is not accepted. */
  async say(command: object): Promise<string | undefined> {
    const ack = await this.desk.send(command);
    if (ack.outcome !== 'accepted') throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(ack)}`);
    return ack.code;
  }

  async install(count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) await this.say({ type: 'InstallBed', bed: `lit-${n}`, surge: false });
  }

  async request(
    requestedAt: Instant,
    needs: Request['needs'] = [],
    origin: Request['origin'] = 'urgences',
  ): Promise<AdmissionCode> {
    return (await this.say({ type: 'RequestAdmission', origin, needs, requestedAt })) as AdmissionCode;
  }

  async reserve(code: AdmissionCode, id: BedId): Promise<void> {
    await this.say({ type: 'ReserveBed', code, bed: id });
  }

  /** Somebody is admitted to this bed now. */
  async occupy(id: BedId, now: Instant): Promise<void> {
    const code = await this.request(now);
    await this.reserve(code, id);
    await this.say({ type: 'AdmitPerson', code });
  }

  close(): void {
    this.desk.close();
  }
}

/** When the ward of the pictures is looked at. */
export const EVENING = paris('19:12');

/** A ward as on an ordinary evening: ten beds, every state, four requests at every level of the clock but the last. */
export async function ordinaryEvening(served: Served): Promise<WardDay> {
  const ward = await WardDay.begin(served);
  const lit = (n: number) => bed(`lit-${n}`);
  await ward.install(10);
  for (const [n, day] of [
    [10, '2026-11-10'],
    [7, '2026-11-13'],
    [5, '2026-11-16'],
    [8, '2026-11-18'],
  ] as const) {
    await ward.at(paris('11:20', day));
    await ward.occupy(lit(n), paris('11:20', day));
  }
  await ward.at(paris('09:00', '2026-11-19'));
  await ward.say({ type: 'DischargeBed', bed: lit(5) });
  await ward.say({
    type: 'CloseBed',
    bed: lit(5),
    reason: 'travaux',
    reopensAt: paris('08:00', '2026-11-24'),
  });
  await ward.at(paris('15:10', '2026-11-20'));
  await ward.occupy(lit(3), paris('15:10', '2026-11-20'));
  await ward.at(paris('22:54', '2026-11-20'));
  const oldest = await ward.request(paris('22:54', '2026-11-20'), ['sevrage', 'somatique']);
  await ward.at(paris('04:38'));
  const held = await ward.request(paris('04:38'), ['psychiatrie'], 'equipe-mobile');
  await ward.at(paris('10:14'));
  const third = await ward.request(paris('10:14'), ['somatique'], 'csapa-cmp');
  await ward.say({ type: 'AcknowledgeRequest', code: oldest });
  await ward.say({ type: 'AssessRequest', code: oldest });
  await ward.say({ type: 'AcknowledgeRequest', code: third });
  for (const n of [6, 1, 9, 4]) await ward.occupy(lit(n), paris('10:14'));
  await ward.at(paris('13:02'));
  for (const n of [1, 6, 9]) await ward.say({ type: 'DischargeBed', bed: lit(n) });
  await ward.say({ type: 'FinishCleaning', bed: lit(1) });
  for (const assessment of ['addictologie', 'somatique']) {
    for (const n of [3, 7, 10])
      await ward.say({ type: 'TickAssessment', bed: lit(n), assessment, done: true });
  }
  await ward.say({ type: 'TickAssessment', bed: lit(7), assessment: 'psychiatrie', done: true });
  await ward.at(paris('18:03'));
  await ward.request(paris('18:03'), ['sevrage'], 'csapa-cmp');
  await ward.say({ type: 'FinishCleaning', bed: lit(6) });
  await ward.at(paris('18:27'));
  await ward.say({ type: 'DischargeBed', bed: lit(4) });
  await ward.say({ type: 'ConfirmWard' });
  await ward.at(paris('18:32'));
  await ward.reserve(held, lit(2));
  await ward.at(paris('18:47'));
  await ward.say({ type: 'FinishCleaning', bed: lit(9) });
  await ward.at(EVENING);
  return ward;
}
