import {
  acknowledges,
  admits,
  answersFor,
  asksFor,
  asksForBed,
  assesses,
  closes,
  comesUp,
  countsTour,
  findsNetwork,
  finishes,
  gives,
  goesDown,
  goesHome,
  hearsOfArrival,
  inStation,
  inZone,
  isAt,
  isRead,
  isTold,
  leavesForWard,
  lets,
  losesNetwork,
  on,
  opens,
  passes,
  reaches,
  recounts,
  reserves,
  seesRequest,
  sends,
  takes,
  type Line,
} from './moment.ts';

const chapelle = inZone('z-chapelle');
const goutteDor = inZone('z-goutte-dor');
const stalingrad = inZone('z-stalingrad');
const ourcq = inZone('z-ourcq');
const rosaParks = inZone('z-rosa-parks');
const belleville = inZone('z-belleville');
const laChapelle = inStation('st-la-chapelle');
const chateauRouge = inStation('st-chateau-rouge');
const jaures = inStation('st-jaures');
const stalingradStation = inStation('st-stalingrad');
const gareDuNord = inStation('st-gare-du-nord');
const gareDeLEst = inStation('st-gare-de-l-est');

/** When the evening is first looked at, on the clocks of the territory: nobody is out yet. */
export const EVENING_BEGINS_AT = '16:55';
/** From when on the day is the law's again. */
export const EVENING_ENDS_AT = '20:45';

/**
 * The evening of a lead [SIM], after DOMAIN 10: six teams, eight reports of which two are one and one expires, a team that
 * is late out of the metro, a station that closes, a space that fills up, a bed asked for. In time order. Reports are
 * known here by a name of the script; the server names them itself.
 */
export const SCRIPT: readonly Line[] = [
  // The teams call in.
  on('17:01', 'T1', opens('surface')),
  on('17:01', 'T2', opens('souterrain')),
  on('17:02', 'T3', opens('souterrain')),
  on('17:02', 'T4', opens('surface')),
  on('17:02', 'T5', opens('surface')),
  on('17:02', 'T6', opens('surface')),
  on('17:03', 'T1', isAt(stalingrad, 'disponible')),
  on('17:03', 'T2', isAt(goutteDor, 'disponible')),
  on('17:04', 'T4', isAt(rosaParks, 'sur-place')),
  on('17:04', 'T5', isAt(belleville, 'sur-place')),
  on('17:04', 'T6', isAt(chapelle, 'disponible')),
  on('17:05', 'T3', goesDown(laChapelle.id, '60')),

  // A post asks for somebody; another post notices the same: one report. Nobody is found.
  on('17:08', 'RATP-1', asksFor('chateau-rouge', chateauRouge, 'groupe', '5-9')),
  on('17:10', 'lead', acknowledges('chateau-rouge')),
  on('17:12', 'lead', sends('T2', 'chateau-rouge', chateauRouge)),
  on('17:14', 'T2', takes('chateau-rouge')),
  on('17:16', 'T2', goesDown(chateauRouge.id, '60')),
  on('17:17', 'RATP-2', asksFor('chateau-rouge-bis', chateauRouge, 'groupe', '10-19')),
  on('17:20', 'lead', isTold('ourcq', 'riverain', ourcq, 'personne-en-difficulte', '0-4')),
  on('17:22', 'lead', acknowledges('ourcq')),
  on('17:23', 'lead', sends('T1', 'ourcq', ourcq)),
  on('17:25', 'T1', takes('ourcq')),
  on('17:28', 'T2', reaches('chateau-rouge')),
  on('17:31', 'T5', passes(belleville, '5-9', ['materiel'])),
  on('17:32', 'T6', passes(chapelle, '10-19', ['materiel', 'soin'])),
  on('17:33', 'T1', reaches('ourcq')),
  on('17:34', 'T2', losesNetwork),
  on('17:35', 'lead', isTold('goutte-dor', 'commerce', goutteDor, 'materiel-a-ramasser', '0-4')),
  on('17:36', 'T2', passes(chateauRouge, '0-4')),
  on('17:37', 'lead', acknowledges('goutte-dor')),
  on('17:38', 'T4', passes(rosaParks, '0-4')),
  on('17:39', 'lead', gives('goutte-dor', 'uasa')),
  on('17:40', 'lead', isTold('belleville', 'mairie', belleville, 'groupe', '5-9')),
  on('17:41', 'lead', acknowledges('belleville')),
  on('17:42', 'T3', passes(laChapelle, '0-4', ['materiel'])),
  on('17:44', 'T2', finishes('chateau-rouge')),
  on('17:46', 'T1', passes(ourcq, '0-4', ['materiel'])),
  on('17:48', 'T1', finishes('ourcq')),
  on('17:50', 'T2', findsNetwork),
  on('17:51', 'T2', comesUp),
  on('17:52', 'lead', closes('ourcq', 'rencontre')),
  on('17:54', 'lead', closes('chateau-rouge', 'personne-partie')),
  on('17:55', 'T3', comesUp),

  // A station closes; the first rest space fills up.
  on('17:56', 'feed', isRead),
  on('17:58', 'ER-1', recounts(30)),
  on('17:59', 'ER-1', lets('in')),
  on('18:01', 'T4', passes(rosaParks, '5-9')),
  on('18:02', 'ER-1', lets('in')),
  on('18:03', 'T3', goesDown(jaures.id, '20')),
  on('18:04', 'T5', passes(belleville, '0-4')),
  on('18:05', 'lead', hearsOfArrival('goutte-dor')),
  on('18:06', 'T6', passes(chapelle, '5-9', ['hebergement'])),
  on('18:10', 'RATP-2', asksFor('gare-du-nord', gareDuNord, 'personne-en-difficulte', '0-4')),
  on('18:12', 'lead', acknowledges('gare-du-nord')),
  on('18:13', 'lead', sends('T2', 'gare-du-nord', gareDuNord)),
  on('18:14', 'T2', takes('gare-du-nord')),
  on('18:15', 'T2', goesDown(gareDuNord.id, '40')),
  on('18:17', 'T1', passes(stalingrad, '5-9', ['materiel'])),
  on('18:19', 'lead', closes('goutte-dor', 'rencontre')),
  on('18:20', 'lead', isTold('chapelle', 'riverain', chapelle, 'groupe', '10-19')),
  on('18:21', 'lead', acknowledges('chapelle')),
  on('18:24', 'lead', gives('chapelle', 'mediation')),
  on('18:28', 'T2', reaches('gare-du-nord')),

  // The third team said 18:23 and is not heard of: its alarm is raised ten minutes later.
  on('18:31', 'T4', passes(rosaParks, '0-4')),
  on('18:32', 'T5', passes(belleville, '5-9')),
  on('18:35', 'lead', answersFor('T3')),
  on('18:36', 'T6', passes(chapelle, '5-9')),
  on('18:38', 'T2', passes(gareDuNord, '0-4', ['hebergement'])),
  on('18:40', 'T2', finishes('gare-du-nord')),
  on('18:42', 'T2', comesUp),
  on('18:44', 'T3', comesUp),
  on('18:45', 'T3', passes(jaures, '0-4')),
  on('18:46', 'lead', closes('gare-du-nord', 'rencontre')),
  on('18:48', 'T1', passes(stalingrad, '0-4', ['d2o'])),
  on('18:50', 'lead', isTold('rosa-parks', 'partenaire', rosaParks, 'personne-en-difficulte', '0-4')),
  on('18:51', 'lead', acknowledges('rosa-parks')),
  on('18:53', 'lead', sends('T4', 'rosa-parks', rosaParks)),
  on('18:54', 'T4', takes('rosa-parks')),
  on('19:01', 'T4', reaches('rosa-parks')),
  on('19:02', 'T5', passes(belleville, '0-4')),
  on('19:03', 'T6', passes(chapelle, '0-4', ['espace-repos'])),
  on('19:04', 'lead', closes('chapelle', 'mediation')),

  // A bed is asked for on the street; its code is said by voice.
  on('19:05', 'T1', asksForBed(['somatique'])),
  on('19:06', 'T2', goesDown(gareDeLEst.id, '40')),
  on('19:08', 'ward', seesRequest),
  on('19:10', 'ER-1', lets('out')),
  on('19:11', 'ER-1', lets('out')),
  on('19:12', 'T4', finishes('rosa-parks')),
  on('19:13', 'ER-1', lets('out')),
  on('19:14', 'ward', assesses),
  on('19:15', 'T3', goesDown(stalingradStation.id, '40')),
  on('19:16', 'ER-1', lets('out')),
  on('19:18', 'lead', closes('rosa-parks', 'infonde')),
  on('19:22', 'ward', reserves('lit-7')),
  on('19:30', 'T1', leavesForWard),
  on('19:31', 'T2', passes(gareDeLEst, '0-4')),
  on('19:33', 'T4', passes(rosaParks, '5-9')),
  on('19:34', 'T5', passes(belleville, '0-4')),
  on('19:35', 'T6', passes(chapelle, '5-9', ['materiel'])),
  on('19:36', 'T3', passes(stalingradStation, '0-4')),
  on('19:38', 'T2', comesUp),

  // Nobody took up what the town hall had said: at 19:41 it is over by itself. The teams call out.
  on('19:48', 'T3', comesUp),
  on('19:55', 'T1', passes(stalingrad, '0-4')),
  on('20:01', 'T2', goesHome),
  on('20:03', 'T2', countsTour(6)),
  on('20:04', 'T3', goesHome),
  on('20:05', 'T4', goesHome),
  on('20:06', 'T5', goesHome),
  on('20:07', 'T6', goesHome),
  on('20:08', 'T3', countsTour(9)),
  on('20:09', 'T4', countsTour(17)),
  on('20:10', 'T5', countsTour(21)),
  on('20:11', 'T6', countsTour(34)),
  on('20:12', 'ward', admits('lit-7')),
  on('20:15', 'T1', goesHome),
  on('20:17', 'T1', countsTour(19)),
];
