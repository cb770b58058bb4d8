import { setTimeout as pause } from 'node:timers/promises';
import { territory } from '../../support/served-app.ts';
import { answerWith } from '../child.ts';
import { openSocketIo, type Link } from '../link.ts';

export type WardGather = {
  do: 'gather';
  port: number;
  doors: readonly ('lead' | 'hospital' | 'coordination')[];
  screens: number;
};
/** So many times a bed closes, or reopens; each time once every screen knows of the time before. */
export type WardAsk = { do: 'play'; rounds: number };

/** Further apart than the publisher's tick. */
const EVERY_MS = 83;
const BEDS = territory.services.ward.beds.value;

// A ward that says what becomes of its beds, and everyone who looks at it, in a process of their own.
let ward: Link | undefined;
let screens = 0;
let messages = 0;
let expected = Infinity;
let reached = () => {};
let isClosed = false;

async function gather({ port, doors, screens: count }: WardGather): Promise<object> {
  ward = await openSocketIo(port, { door: 'hospital' }, () => {});
  for (const bed of BEDS) await ward.ask({ type: 'InstallBed', bed, surge: false });
  const onChanges = () => {
    messages += 1;
    if (messages >= expected) reached();
  };
  screens = count;
  for (let screen = 0; screen < count; screen += 1) {
    const door = doors[screen % doors.length] ?? 'lead';
    await openSocketIo(port, { door }, onChanges);
  }
  for (let before = -1; before !== messages;) {
    before = messages;
    await pause(200);
  }
  return {};
}

async function play({ rounds }: WardAsk): Promise<object> {
  const [bed] = BEDS;
  if (bed === undefined) throw new Error('the ward has no bed');
  await pause(EVERY_MS);
  messages = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const next = pause(EVERY_MS);
    expected = round * screens;
    const everyone = new Promise<void>((resolve) => (reached = resolve));
    isClosed = !isClosed;
    await ward?.ask(
      isClosed ? { type: 'CloseBed', bed, reason: 'autre', reopensAt: null } : { type: 'ReopenBed', bed },
    );
    await Promise.all([everyone, next]);
  }
  return { messages };
}

answerWith((question: WardGather | WardAsk) =>
  question.do === 'gather' ? gather(question) : play(question),
);
