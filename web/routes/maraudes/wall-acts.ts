import { m } from '#lib/paraglide/messages.js';
import { wallMessageSchema, type WallMessage, type WallScene } from '#shared/domain/wall-scene/commands';
import type { WallSceneCommand } from '#shared/domain/wall-scene/commands';
import type { LeadFacts } from './facts.ts';

const MESSAGE_WORDS: Record<WallMessage, () => string> = {
  'point-equipes': m.wall_message_point_equipes,
  'appel-chef': m.wall_message_appel_chef,
  'grand-froid': m.wall_message_grand_froid,
  canicule: m.wall_message_canicule,
  autre: m.wall_message_autre,
};

/** What the palette can say to the wall: one line for each scene, and the way back. */
export function wallActs(sectors: LeadFacts['sectors'], act: (command: WallSceneCommand) => void) {
  const push = (id: string, words: string, scene: WallScene) => ({
    id: `mur-${id}`,
    words,
    run: () => act({ type: 'PushScene', scene }),
  });
  return [
    push('souterrain', m.lead_wall_underground(), { kind: 'souterrain' }),
    push('releve', m.lead_wall_releve(), { kind: 'releve' }),
    push('visite', m.lead_wall_visit(), { kind: 'visite' }),
    ...wallMessageSchema.options.map((message) =>
      push(message, m.lead_wall_message({ words: MESSAGE_WORDS[message]() }), { kind: 'message', message }),
    ),
    ...sectors.map(({ id, name }) => push(id, m.lead_wall_sector({ name }), { kind: 'secteur', sector: id })),
    { id: 'mur-fin', words: m.lead_wall_end(), run: () => act({ type: 'EndScene' }) },
  ];
}
