import { m } from '#lib/paraglide/messages.js';
import type { DutyShape } from '#lib/ui/duty-shape.ts';
import type { WallMessage } from '#shared/domain/wall-scene/commands';
import { assertNever } from '#shared/kernel/assert-never';
import type { Band, Wait } from '#shared/view/capacity';

/** The word of a class of free places; never a number that was not sent. */
export function bandWord(band: Band): string {
  switch (band) {
    case 'complet':
      return m.wall_band_complet();
    case '1-4':
      return m.wall_band_1_4();
    case '5-9':
      return m.wall_band_5_9();
    case '10+':
      return m.wall_band_10();
    case '5+':
      return m.wall_band_5();
    case '1+':
      return m.wall_band_1();
    case 'ouvert':
      return m.wall_band_ouvert();
    case 'ferme':
      return m.wall_band_ferme();
    case 'inconnu':
      return m.wall_band_inconnu();
    default:
      return assertNever(band);
  }
}

/** A class of waiting time in signs, as the wall has room for. */
export function waitSigns(wait: Wait): string {
  switch (wait) {
    case '<6':
      return m.wall_wait_lt6();
    case '6-12':
      return m.wall_wait_6_12();
    case '12-18':
      return m.wall_wait_12_18();
    case '18-24':
      return m.wall_wait_18_24();
    case '>24':
      return m.wall_wait_gt24();
    default:
      return assertNever(wait);
  }
}

/** The same in full words, for the tables. */
export function waitWords(wait: Wait): string {
  switch (wait) {
    case '<6':
      return m.wall_wait_lt6_words();
    case '6-12':
      return m.wall_wait_6_12_words();
    case '12-18':
      return m.wall_wait_12_18_words();
    case '18-24':
      return m.wall_wait_18_24_words();
    case '>24':
      return m.wall_wait_gt24_words();
    default:
      return assertNever(wait);
  }
}

/** What the key writes beside a shape: for `fin proche`, the hour itself. */
export function keyWord(shape: DutyShape, endHour: string): string {
  switch (shape) {
    case 'passe':
      return m.wall_key_passe();
    case 'a-couvrir':
      return m.wall_key_a_couvrir();
    case 'fin-proche':
      return m.wall_key_fin_proche({ time: endHour });
    case 'manque':
      return m.wall_key_manque();
    case 'non-du':
      return m.wall_key_non_du();
    case 'pas-encore-diffuse':
      return m.wall_key_pas_encore_diffuse();
    default:
      return assertNever(shape);
  }
}

/** The state of a duty cell in full words, for the tables. */
export function stateWords(shape: DutyShape): string {
  switch (shape) {
    case 'passe':
      return m.wall_state_passe();
    case 'a-couvrir':
      return m.wall_state_a_couvrir();
    case 'fin-proche':
      return m.wall_state_fin_proche();
    case 'manque':
      return m.wall_state_manque();
    case 'non-du':
      return m.wall_state_non_du();
    case 'pas-encore-diffuse':
      return m.wall_state_pas_encore_diffuse();
    default:
      return assertNever(shape);
  }
}

/** A message that a lead pushed. */
export function messageWords(message: WallMessage): string {
  switch (message) {
    case 'point-equipes':
      return m.wall_message_point_equipes();
    case 'appel-chef':
      return m.wall_message_appel_chef();
    case 'grand-froid':
      return m.wall_message_grand_froid();
    case 'canicule':
      return m.wall_message_canicule();
    case 'autre':
      return m.wall_message_autre();
    default:
      return assertNever(message);
  }
}
