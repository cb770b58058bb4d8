import type { FilingPost, RestSpaceId, TeamId } from '#shared/kernel/ids';
import type { Audience } from '#shared/view/changes';
import type { Command, CommandType, Door } from '#shared/wire/up';
import type { ViewKey } from '#server/release/views';

/** Who acts, as the server established it when the connection opened; never read from a command. */
export type Actor =
  | { readonly role: 'wall' }
  | { readonly role: 'lead' }
  | { readonly role: 'outreach'; readonly team: TeamId }
  | { readonly role: 'restspace'; readonly space: RestSpaceId }
  | { readonly role: 'hospital' }
  | { readonly role: 'coordination' }
  | { readonly role: 'mobile' }
  | { readonly role: 'ratp' };
export type Role = Actor['role'];

/** What each role may watch and send. What is not written here is refused. */
export const GRANTS: Record<Role, { readonly view: Audience; readonly commands: readonly CommandType[] }> = {
  wall: { view: 'wall', commands: [] },
  lead: { view: 'lead', commands: [] },
  coordination: { view: 'coordination', commands: [] },
  ratp: { view: 'ratp', commands: [] },
  mobile: {
    view: 'mobile',
    commands: ['RequestAdmission', 'WithdrawRequest', 'LoseRequest', 'DepartForWard'],
  },
  outreach: {
    view: 'outreach',
    commands: [
      'DeclarePass',
      'WithdrawPass',
      'DeclarePresence',
      'EndPresence',
      'RequestAdmission',
      'WithdrawRequest',
      'LoseRequest',
      'DepartForWard',
    ],
  },
  restspace: {
    view: 'restspace',
    commands: [
      'RecordArrival',
      'RecordDeparture',
      'RecountRestSpace',
      'ConfirmRestSpace',
      'OpenRestSpace',
      'CloseRestSpace',
      'SwitchRegime',
      'DeclareFull',
      'LiftFull',
      'RequestAdmission',
      'WithdrawRequest',
      'DepartForWard',
    ],
  },
  hospital: {
    view: 'hospital',
    commands: [
      'InstallBed',
      'RemoveBed',
      'DischargeBed',
      'FinishCleaning',
      'CloseBed',
      'ReopenBed',
      'ConfirmWard',
      'RequestAdmission',
      'AcknowledgeRequest',
      'AssessRequest',
      'ReserveBed',
      'RenewReservation',
      'ReleaseReservation',
      'DepartForWard',
      'AdmitPerson',
      'RedirectRequest',
      'RefuseRequest',
      'WithdrawRequest',
      'LoseRequest',
    ],
  },
};

/** Whether this actor may send this command now. Asked for each one: a right remembered outlives its removal. */
export function mayCommand(actor: Actor, command: Command): boolean {
  if (!GRANTS[actor.role].commands.includes(command.type)) return false;
  if ('space' in command) return actor.role === 'restspace' && command.space === actor.space;
  if (command.type === 'RequestAdmission') {
    switch (actor.role) {
      case 'outreach':
        return command.origin === 'maraude';
      case 'restspace':
        return command.origin === 'espace-repos';
      case 'hospital':
        return command.origin !== 'maraude' && command.origin !== 'espace-repos';
      case 'mobile':
        return command.origin === 'equipe-mobile';
      case 'wall':
      case 'lead':
      case 'coordination':
      case 'ratp':
        return false;
    }
  }
  return true;
}

/** The actor behind a door of the demonstration. */
export function actorOf(door: Door): Actor {
  switch (door.door) {
    case 'wall':
    case 'lead':
    case 'hospital':
    case 'coordination':
    case 'mobile':
    case 'ratp':
      return { role: door.door };
    case 'outreach':
      return { role: 'outreach', team: door.team };
    case 'restspace':
      return { role: 'restspace', space: door.space };
  }
}

/** The view an actor watches: for those who see something of their own, theirs. */
export function viewOf(actor: Actor): ViewKey {
  switch (actor.role) {
    case 'restspace':
      return `restspace:${actor.space}`;
    case 'outreach':
      return `outreach:${actor.team}`;
    default:
      return actor.role;
  }
}

/** The post under which an actor's requests are filed, so that their steps come back to it. */
export function postOf(actor: Actor): FilingPost {
  switch (actor.role) {
    case 'outreach':
      return actor.team;
    case 'restspace':
      return actor.space;
    case 'mobile':
      return 'mobile';
    default:
      return 'hospital';
  }
}
