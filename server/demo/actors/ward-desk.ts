import { assertNever } from '#shared/kernel/assert-never';
import { admissionCodeSchema, type AdmissionCode, type BedId } from '#shared/kernel/ids';
import type { Command } from '#shared/wire/up';
import type { Filer, RequestNumber, WardIntention } from '../law/intention.ts';
import type { FinalAck } from './device.ts';

/** Sends a command from the device of whoever speaks. */
type Speak = (from: Filer, command: Command) => Promise<FinalAck | undefined>;

const WARD: Filer = { kind: 'ward' };

/**
 * The D2O ward and those who ask it for a bed. The code of a request comes back to the device that made it and is told
 * to the ward by voice: here, through memory. Somebody else may act on the same beds while the day runs, so a bed that
 * was taken is replaced by the next one, and a step that is refused is left there.
 */
export class WardDesk {
  readonly #speak: Speak;
  readonly #beds: readonly BedId[];
  readonly #codes = new Map<RequestNumber, Promise<AdmissionCode | undefined>>();
  /** The steps of one request wait for one another, whatever the others do. */
  readonly #courses = new Map<RequestNumber, Promise<void>>();
  readonly #bedOf = new Map<RequestNumber, BedId>();
  /** Beds whose closing was refused. */
  readonly #keptOpen = new Set<BedId>();

  constructor(speak: Speak, beds: readonly BedId[]) {
    this.#speak = speak;
    this.#beds = beds;
  }

  /** Every bed of the pack exists; those that already did are refused, which changes nothing. */
  async installBeds(): Promise<void> {
    await Promise.all(this.#beds.map((bed) => this.#speak(WARD, { type: 'InstallBed', bed, surge: false })));
  }

  /** Takes up a request made before this demonstration started. */
  recall(request: RequestNumber, code: AdmissionCode): void {
    this.#codes.set(request, Promise.resolve(code));
  }

  /** Takes up a bed given before this demonstration started. */
  recallBed(request: RequestNumber, bed: BedId): void {
    this.#bedOf.set(request, bed);
  }

  follow(intention: WardIntention): Promise<void> {
    switch (intention.kind) {
      case 'ward-confirmed':
        return this.#confirm();
      case 'bed-closed':
      case 'bed-reopened':
        return this.#closeOrReopen(intention);
      default:
        return this.#after(intention);
    }
  }

  #after(intention: RequestIntention): Promise<void> {
    const before = this.#courses.get(intention.request) ?? Promise.resolve();
    const course = before.then(() => this.#step(intention));
    this.#courses.set(intention.request, course);
    return course;
  }

  async #confirm(): Promise<void> {
    await this.#speak(WARD, { type: 'ConfirmWard' });
  }

  /** A bed in which somebody else has put a person meanwhile does not close, and is then not reopened. */
  async #closeOrReopen(intention: ClosureIntention): Promise<void> {
    const { bed } = intention;
    if (intention.kind === 'bed-closed') {
      const { reason, reopensAt } = intention;
      const ack = await this.#speak(WARD, { type: 'CloseBed', bed, reason, reopensAt });
      if (ack?.outcome !== 'accepted') this.#keptOpen.add(bed);
      return;
    }
    if (!this.#keptOpen.delete(bed)) await this.#speak(WARD, { type: 'ReopenBed', bed });
  }

  async #step(intention: RequestIntention): Promise<void> {
    switch (intention.kind) {
      case 'admission-requested':
        return this.#request(intention);
      case 'bed-discharged':
        return this.#onBed(intention.request, (bed) => ({ type: 'DischargeBed', bed }));
      case 'assessment-ticked': {
        const { assessment } = intention;
        return this.#onBed(intention.request, (bed) => ({
          type: 'TickAssessment',
          bed,
          assessment,
          done: true,
        }));
      }
      case 'bed-cleaned':
        await this.#onBed(intention.request, (bed) => ({ type: 'FinishCleaning', bed }));
        this.#forget(intention.request);
        return;
      case 'request-seen':
      case 'request-assessed':
      case 'bed-reserved':
      case 'reservation-renewed':
      case 'departed-for-ward':
      case 'person-admitted':
      case 'delay-explained':
      case 'destination-asked':
      case 'destination-declined':
      case 'destination-accepted':
      case 'arrival-confirmed':
      case 'request-redirected':
      case 'request-refused':
      case 'request-withdrawn':
      case 'request-lost': {
        const code = await this.#codes.get(intention.request);
        if (code !== undefined) await this.#onRequest(intention, code);
        return;
      }
      default:
        assertNever(intention);
    }
  }

  async #request(intention: Extract<WardIntention, { kind: 'admission-requested' }>): Promise<void> {
    const { request, filer, origin, needs, at } = intention;
    const answer = this.#speak(filer, {
      type: 'RequestAdmission',
      origin,
      needs: [...needs],
      requestedAt: at,
    });
    const code = answer.then((ack) =>
      ack?.outcome === 'accepted' ? admissionCodeSchema.safeParse(ack.code).data : undefined,
    );
    this.#codes.set(request, code);
    await code;
  }

  async #onRequest(intention: StepOnRequest, code: AdmissionCode): Promise<void> {
    switch (intention.kind) {
      case 'request-seen':
        await this.#speak(WARD, { type: 'AcknowledgeRequest', code });
        return;
      case 'request-assessed':
        await this.#speak(WARD, { type: 'AssessRequest', code });
        return;
      case 'bed-reserved':
        return this.#reserve(intention.request, code, intention.bed);
      case 'reservation-renewed':
        await this.#speak(WARD, { type: 'RenewReservation', code });
        return;
      case 'departed-for-ward':
        await this.#byFilerOrWard(intention.filer, { type: 'DepartForWard', code });
        return;
      case 'person-admitted': {
        const ack = await this.#speak(WARD, { type: 'AdmitPerson', code });
        if (ack?.outcome !== 'accepted') this.#forget(intention.request);
        return;
      }
      case 'delay-explained':
        await this.#speak(WARD, { type: 'ExplainDelay', code, reason: intention.reason });
        return;
      case 'destination-asked':
        await this.#speak(WARD, { type: 'AskDestination', code, destination: intention.destination });
        return;
      case 'destination-declined': {
        const { destination, reason } = intention;
        await this.#speak(WARD, { type: 'DeclineAtDestination', code, destination, reason });
        return;
      }
      case 'destination-accepted':
        await this.#speak(WARD, { type: 'AcceptAtDestination', code, destination: intention.destination });
        return;
      case 'arrival-confirmed':
        await this.#speak(WARD, { type: 'ConfirmArrival', code });
        return this.#forget(intention.request);
      case 'request-redirected':
        await this.#speak(WARD, { type: 'RedirectRequest', code, to: intention.to });
        return this.#forget(intention.request);
      case 'request-refused':
        await this.#speak(WARD, { type: 'RefuseRequest', code, reason: intention.reason });
        return this.#forget(intention.request);
      case 'request-withdrawn':
        await this.#byFilerOrWard(intention.filer, { type: 'WithdrawRequest', code });
        return this.#forget(intention.request);
      case 'request-lost':
        await this.#speak(WARD, { type: 'LoseRequest', code });
        return this.#forget(intention.request);
      default:
        assertNever(intention);
    }
  }

  async #reserve(request: RequestNumber, code: AdmissionCode, wished: BedId): Promise<void> {
    for (const bed of [wished, ...this.#beds.filter((other) => other !== wished)]) {
      const ack = await this.#speak(WARD, { type: 'ReserveBed', code, bed });
      if (ack?.outcome === 'accepted') {
        this.#bedOf.set(request, bed);
        return;
      }
      const isTaken =
        ack?.outcome === 'refused' &&
        (ack.refusal === 'BedNotAvailable' || ack.refusal === 'BedAlreadyReserved');
      if (!isTaken) return;
    }
  }

  /** A step of the person's side. Where the role of the device does not allow it, the ward writes it down instead. */
  async #byFilerOrWard(filer: Filer, command: Command): Promise<void> {
    const ack = await this.#speak(filer, command);
    const mayNot = ack?.outcome === 'refused' && ack.refusal === 'NotAllowed';
    if (mayNot && filer.kind !== 'ward') await this.#speak(WARD, command);
  }

  async #onBed(request: RequestNumber, commandOn: (bed: BedId) => Command): Promise<void> {
    const bed = this.#bedOf.get(request);
    if (bed !== undefined) await this.#speak(WARD, commandOn(bed));
  }

  #forget(request: RequestNumber): void {
    this.#codes.delete(request);
    this.#bedOf.delete(request);
    this.#courses.delete(request);
  }
}

type ClosureIntention = Extract<WardIntention, { kind: 'bed-closed' | 'bed-reopened' }>;
type RequestIntention = Exclude<WardIntention, ClosureIntention | { kind: 'ward-confirmed' }>;
type StepOnRequest = Exclude<
  RequestIntention,
  { kind: 'admission-requested' | 'assessment-ticked' | 'bed-discharged' | 'bed-cleaned' }
>;
