import type { D2oEvent } from '#shared/domain/d2o/evolve';
import type { D2oState } from '#shared/domain/d2o/state';
import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { FilingPost, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceFacts, Territory } from '#shared/territory/schema';
import type { RestSpaceBand } from '#shared/view/offered';
import type { CapacityReleased } from '#server/release/events';
import type { ViewKey, Views } from '#server/release/views';
import { exactBeds, exactRestSpace, shownBed, shownRequest } from './service-entities.ts';

/** Beds, requests and rest spaces, in the views of those who may know them: the rows of PRIVACY section 5, one by one. */
export class ServiceBoards {
  readonly #views: Views;
  readonly #spaces: readonly RestSpaceId[];
  readonly #teams: readonly TeamId[];
  readonly #ratp: readonly ViewKey[];

  constructor(views: Views, { services, teams, ratpPosts }: Territory) {
    this.#views = views;
    this.#spaces = services.restSpaces.map(({ id }) => id);
    this.#teams = teams.map(({ id }) => id);
    this.#ratp = ['ratp', ...ratpPosts.map(({ id }) => `ratp:${id}` as const)];
  }

  /** A counter: its own staff and the leads. */
  restSpace(facts: RestSpaceFacts, state: RestSpaceState, saturatingSince: Instant | null): void {
    const exact = exactRestSpace(facts, state, saturatingSince);
    this.#views.put('lead', 'lead', exact);
    this.#views.put('restspace', `restspace:${facts.id}`, exact);
  }

  /** The ward in numbers: leads, hospital, coordination. */
  beds(d2o: D2oState): void {
    const exact = exactBeds(d2o);
    this.#views.put('lead', 'lead', exact);
    this.#views.put('hospital', 'hospital', exact);
    this.#views.put('coordination', 'coordination', exact);
  }

  /** What a fact of the ward changes: bed by bed for the hospital, requests for those who act on them or filed them. */
  ward(event: D2oEvent, d2o: D2oState): void {
    this.beds(d2o);
    if (event.type === 'WardCarried') {
      for (const [id, bed] of d2o.beds) this.#views.put('hospital', 'hospital', shownBed(id, bed));
    }
    if ('bed' in event) {
      const bed = d2o.beds.get(event.bed);
      if (bed) this.#views.put('hospital', 'hospital', shownBed(event.bed, bed));
      else this.#views.of('hospital').remove(`bed:${event.bed}`);
    }
    if (!('code' in event)) return;
    const request = d2o.requests.get(event.code);
    if (!request) return;
    const shown = shownRequest(event.code, request);
    this.#views.put('hospital', 'hospital', shown);
    this.#views.put('mobile', 'mobile', shown);
    if (isTeam(request.filedBy)) this.#views.put('outreach', `outreach:${request.filedBy}`, shown);
    else if (isSpace(request.filedBy)) this.#views.put('restspace', `restspace:${request.filedBy}`, shown);
  }

  /** A clocked capacity, in the audience's own view and in those that are told the same. */
  capacity(event: CapacityReleased): void {
    switch (event.audience) {
      case 'hospital':
        for (const band of event.entities) this.#bandOfHospital(band);
        return;
      case 'ratp':
        for (const view of this.#ratp) for (const band of event.entities) this.#views.put('ratp', view, band);
        return;
      case 'wall':
        for (const entity of event.entities) {
          this.#views.put('wall', 'wall', entity);
          if (entity.kind === 'beds') {
            this.#views.put('mobile', 'mobile', entity);
            for (const team of this.#teams) this.#views.put('outreach', `outreach:${team}`, entity);
          }
          if (entity.kind === 'queue') {
            this.#views.put('lead', 'lead', entity);
            this.#views.put('coordination', 'coordination', entity);
          }
        }
    }
  }

  #bandOfHospital(band: RestSpaceBand): void {
    this.#views.put('hospital', 'hospital', band);
    this.#views.put('coordination', 'coordination', band);
    this.#views.put('mobile', 'mobile', band);
    for (const team of this.#teams) this.#views.put('outreach', `outreach:${team}`, band);
    // A space knows its own counter: a class of it would say the same thing twice.
    for (const space of this.#spaces) {
      if (space !== band.id) this.#views.put('restspace', `restspace:${space}`, band);
    }
  }
}

function isTeam(post: FilingPost): post is TeamId {
  return /^T\d/.test(post);
}

function isSpace(post: FilingPost): post is RestSpaceId {
  return post.startsWith('ER-');
}
