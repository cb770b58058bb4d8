import type { RefusedItem } from '#lib/outbox/item.ts';
import type { CommandType } from '#shared/wire/up';
import type { OpenSheet } from './phone.svelte.ts';

/** Where what was refused is said again, otherwise; what is not listed has nothing to change and is only taken away. */
const SHEETS: Partial<Record<CommandType, OpenSheet>> = {
  DeclarePass: 'passage',
  DeclarePresence: 'lieu',
  GoUnderground: 'descendre',
  RequestAdmission: 'd2o',
  FileReport: 'signaler',
  AskJointOuting: 'sortie',
};

export function sheetToCorrect({ command }: RefusedItem): OpenSheet | null {
  return SHEETS[command.type] ?? null;
}
