import type { Command } from '#shared/wire/up';

/** The command that takes this one back to the exact former state; null where none does, so nothing is offered. */
export function inverseOf(command: Command): Command | null {
  switch (command.type) {
    case 'ReserveBed':
      return { type: 'ReleaseReservation', code: command.code };
    case 'DischargeBed':
    case 'FinishCleaning':
    case 'CloseBed':
    case 'ReopenBed':
      return { type: 'UndoBedChange', bed: command.bed };
    case 'TickAssessment':
      return { ...command, done: !command.done };
    case 'InstallBed':
      return { type: 'RemoveBed', bed: command.bed };
    default:
      return null;
  }
}

/** What a command is about, as its tile or its row finds it: a bed, or the code of a request. */
export function subjectsOf(command: Command): string[] {
  return [...('bed' in command ? [command.bed] : []), ...('code' in command ? [command.code] : [])];
}
