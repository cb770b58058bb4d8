import type { Audience } from '../view/changes.ts';
import { SEES_AS } from '../view/sees-as.ts';
import type { CommandType } from '../wire/up.ts';
import { ENDPOINTS, type Endpoint, type GuardedRoute } from './pages.ts';
import type { Role } from './roles.ts';

/** The audiences whose view is nobody's in particular. */
export type Watchable = Exclude<Audience, 'restspace' | 'outreach'>;

/** What one role may see and do. What is not written is refused. */
export type Permission = {
  /** The view it works with; null for one who has no operational view (PRV-20). */
  readonly view: Audience | null;
  /** What it sends: its own scope, and the origins it may speak for, are narrowed in `server/accounts/grants.ts`. */
  readonly commands: readonly CommandType[];
  /** The screens it opens, as the router names them; a parameter must be its own, unless it has none. */
  readonly pages: readonly GuardedRoute[];
  /** What it reads by other software, from its own view. */
  readonly endpoints: readonly Endpoint[];
  /**
   * Weaker views it may look at, read-only (K14): told nothing that its own is not told, or more finely. What belongs to
   * one space, team or post is looked at by nobody else.
   */
  readonly seesAs: readonly Watchable[];
  /** A second factor is asked for at sign-in. */
  readonly secondFactor: boolean;
  /** What its grant is about, and the only one it touches. */
  readonly own: 'team' | 'space' | 'post' | null;
};

/** Who may see and do what: the whole of it, asked at each message, page and file. */
export const PERMISSIONS: Readonly<Record<Role, Permission>> = {
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
      'LookAtReport',
      'MarkImpossible',
      'MarkPossible',
      'AcknowledgeAlarm',
      'ShelveAlarm',
    ],
    pages: [
      '/maraudes',
      '/maraudes/comme/[audience]',
      '/espaces',
      '/espaces/[id]',
      '/confidentialite/meme-minute',
    ],
    endpoints: ENDPOINTS,
    // Not the ward nor its mobile teams: their views hold beds one by one, and requests by their code.
    seesAs: SEES_AS.lead,
    secondFactor: true,
    own: null,
  },
  coordination: {
    view: 'coordination',
    commands: ['ReportHousing', 'ConfirmHousing', 'ReportResidences'],
    pages: ['/continuum', '/espaces', '/mur', '/confidentialite/meme-minute'],
    endpoints: ENDPOINTS,
    seesAs: ['wall', 'ratp'],
    secondFactor: true,
    own: null,
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
    pages: ['/lits', '/lits/unites', '/lits/aval', '/lits/terrain'],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: true,
    own: null,
  },
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
    pages: [],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: false,
    own: null,
  },
  ratp: {
    view: 'ratp',
    commands: ['FileReport', 'WithdrawReport'],
    pages: ['/ratp', '/ratp/poste/[post]'],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: false,
    own: 'post',
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
    pages: ['/espaces/[id]', '/espaces/[id]/feuille'],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: false,
    own: 'space',
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
    pages: ['/terrain', '/terrain/tournee', '/terrain/equipe.json'],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: false,
    own: 'team',
  },
  wall: {
    view: 'wall',
    commands: [],
    pages: ['/mur'],
    endpoints: ENDPOINTS,
    seesAs: [],
    secondFactor: false,
    own: null,
  },
  admin: {
    view: null,
    commands: [],
    pages: [],
    endpoints: [],
    seesAs: [],
    secondFactor: true,
    own: null,
  },
  auditor: {
    view: null,
    commands: [],
    pages: ['/mur', '/confidentialite/meme-minute'],
    endpoints: [],
    seesAs: ['wall'],
    secondFactor: false,
    own: null,
  },
};
