import type { FilingPost, RatpPostId, RestSpaceId, TeamId } from '#shared/kernel/ids';
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
  | { readonly role: 'ratp'; readonly post?: RatpPostId };
export type Role = Actor['role'];

/** What each role may watch and send. What is not written here is refused. */
export const GRANTS: Record<Role, { readonly view: Audience; readonly commands: readonly CommandType[] }> = {
  wall: { view: 'wall', commands: [] },
  lead: {
    view: 'lead',
    commands: [
      'AskJointOuting',
      'WithdrawJointOuting',
      'ReportHousing',
      'ConfirmHousing',
      'FileReport',
      'AcknowledgeReport',
      'AssignReport',
      'UnassignReport',
      'ReachReport',
      'CloseReport',
      'GiveMission',
      'WithdrawMission',
      'PlanPass',
      'CancelPlan',
      'PushScene',
      'EndScene',
      'MarkImpossible',
      'MarkPossible',
      'AcknowledgeAlarm',
      'ShelveAlarm',
    ],
  },
  coordination: { view: 'coordination', commands: ['ReportHousing', 'ConfirmHousing', 'ReportResidences'] },
  ratp: { view: 'ratp', commands: ['FileReport', 'WithdrawReport'] },
  mobile: {
    view: 'mobile',
    commands: [
      'RequestAdmission',
      'WithdrawRequest',
      'LoseRequest',
      'DepartForWard',
      'AskDestination',
      'SetHospitalTeam',
      'AcceptJointOuting',
      'RefuseJointOuting',
      'CompleteJointOuting',
      'OpenPlacement',
      'AdvancePlacement',
      'AskResidence',
      'AcceptResidence',
      'DeclineResidence',
      'EndPlacement',
    ],
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
      'AskJointOuting',
      'WithdrawJointOuting',
      'OpenMaraude',
      'CloseMaraude',
      'FileTourReport',
      'TakeMission',
      'DeclineMission',
      'ReachMission',
      'FinishMission',
      'FileReport',
      'GoUnderground',
      'StayLonger',
      'ComeUp',
      'SayAllIsWell',
      'RaiseAlert',
      'CancelAlert',
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
      'UndoCount',
      'SwitchService',
      'FileDaySheet',
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
      'UndoBedChange',
      'TickAssessment',
      'ExplainDelay',
      'AskDestination',
      'AcceptAtDestination',
      'DeclineAtDestination',
      'ConfirmArrival',
      'ReportUnit',
      'ConfirmUnit',
      'SetHospitalTeam',
      'AcceptJointOuting',
      'RefuseJointOuting',
      'CompleteJointOuting',
      'ReportHousing',
      'ConfirmHousing',
      'ReportResidences',
      'OpenPlacement',
      'AdvancePlacement',
      'AskResidence',
      'AcceptResidence',
      'DeclineResidence',
      'EndPlacement',
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
  if (command.type === 'FileReport') return mayFile(actor, command);
  return command.type !== 'WithdrawReport' || postOf(actor) !== 'ratp';
}

/** Each role reports under its own origin; the operator's posts at a station only, and none without being a post. */
function mayFile(actor: Actor, { origin, place }: Extract<Command, { type: 'FileReport' }>): boolean {
  switch (actor.role) {
    case 'ratp':
      return actor.post !== undefined && origin === 'ratp' && place.kind === 'station';
    case 'outreach':
      return origin === 'maraude';
    case 'lead':
      return origin !== 'ratp';
    case 'wall':
    case 'coordination':
    case 'restspace':
    case 'hospital':
    case 'mobile':
      return false;
  }
}

/** The actor behind a door of the demonstration. */
export function actorOf(door: Door): Actor {
  switch (door.door) {
    case 'wall':
    case 'lead':
    case 'hospital':
    case 'coordination':
    case 'mobile':
      return { role: door.door };
    case 'ratp':
      return { role: 'ratp', ...(door.post && { post: door.post }) };
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
    case 'ratp':
      return actor.post === undefined ? 'ratp' : `ratp:${actor.post}`;
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
    case 'ratp':
      return actor.post ?? 'ratp';
    case 'mobile':
    case 'lead':
    case 'coordination':
      return actor.role;
    default:
      return 'hospital';
  }
}
