import type { Command } from '#shared/wire/up';

/** What a command of these tabs is about: a unit, a mobile team, an outing, a line, a placement, residences. */
export function subjectOf(command: Command): string | null {
  switch (command.type) {
    case 'ReportUnit':
    case 'ConfirmUnit':
      return command.unit;
    case 'SetHospitalTeam':
    case 'AskJointOuting':
      return command.hospitalTeam;
    case 'AcceptJointOuting':
    case 'RefuseJointOuting':
    case 'CompleteJointOuting':
    case 'WithdrawJointOuting':
      return command.outing;
    case 'ReportHousing':
    case 'ConfirmHousing':
      return command.line;
    case 'AdvancePlacement':
    case 'AskResidence':
    case 'AcceptResidence':
    case 'DeclineResidence':
    case 'EndPlacement':
      return command.placement;
    case 'ReportResidences':
      return `${command.region}:${command.residence}`;
    default:
      return null;
  }
}
