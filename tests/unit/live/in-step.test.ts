import { expect, test } from 'vitest';
import { DIRECT_WITHIN_S } from '#lib/live/freshness.ts';
import { InStep, LONGEST_HOLD } from '#lib/live/in-step.ts';
import { SECOND } from '#shared/kernel/instant';

/**
 * A screen that counts: what it shows is the server's number and its own commands on top, those that the view does not
 * hold yet. A frame is the server's number at the time it was sent.
 */
function screen() {
  let held = 0;
  let own = 0;
  let release: { ms: number; run: () => void } | undefined;
  const steps = new InStep<number>(
    (frame) => {
      held = frame;
      return 'in';
    },
    (ms, run) => {
      release = { ms, run };
      return () => (release = undefined);
    },
  );
  return {
    steps,
    shows: () => held + own,
    say: () => {
      own += 1;
      steps.sent();
    },
    accepted: () => steps.accepted()(() => (own -= 1)),
    refused: () => {
      own -= 1;
      steps.cameToNothing();
    },
    unanswered: () => steps.unanswered(),
    sayAgain: () => steps.sent(),
    waitedFor: () => release?.ms,
    waitNoLonger: () => release?.run(),
  };
}

test('a frame that comes before the answer does not count the command twice', () => {
  const one = screen();
  one.say();
  one.steps.frame(1);
  expect(one.shows()).toBe(1);
  one.accepted();
  one.steps.frame(1);
  expect(one.shows()).toBe(1);
});

test('an answer that comes before the frame does not lose the command for a moment', () => {
  const one = screen();
  one.say();
  one.accepted();
  expect(one.shows()).toBe(1);
  one.steps.frame(1);
  expect(one.shows()).toBe(1);
});

test('a frame of somebody else while a command is on its way is shown with the answer', () => {
  const one = screen();
  one.say();
  one.steps.frame(5);
  expect(one.shows()).toBe(1);
  one.accepted();
  one.steps.frame(6);
  expect(one.shows()).toBe(6);
});

test('the next command on its way does not keep the frame of the last', () => {
  const one = screen();
  one.say();
  one.accepted();
  one.say();
  one.steps.frame(1);
  expect(one.shows()).toBe(2);
  one.steps.frame(2);
  expect(one.shows()).toBe(2);
  one.accepted();
  one.steps.frame(2);
  expect(one.shows()).toBe(2);
});

test('what waited is applied before what came after it', () => {
  const applied: number[] = [];
  const steps = new InStep<number>(
    (frame) => (applied.push(frame), 'in'),
    () => () => {},
  );
  steps.sent();
  steps.frame(1);
  steps.frame(2);
  steps.accepted();
  steps.frame(3);
  expect(applied).toEqual([1, 2, 3]);
});

test('a frame that could not be applied shows nothing: the next one does', () => {
  const answers = ['not in', 'in'] as const;
  let frames = 0;
  const steps = new InStep<number>(
    () => answers[frames++] ?? 'in',
    () => () => {},
  );
  steps.sent();
  let isShown = false;
  steps.accepted()(() => (isShown = true));
  steps.frame(2);
  expect(isShown).toBe(false);
  steps.frame(2);
  expect(isShown).toBe(true);
});

test('what is asked when it is shown already is told at once', () => {
  const one = screen();
  one.say();
  const whenShown = one.steps.accepted();
  one.steps.frame(1);
  let isShown = false;
  whenShown(() => (isShown = true));
  expect(isShown).toBe(true);
});

test('a refusal gives back what waited', () => {
  const one = screen();
  one.say();
  one.steps.frame(7);
  one.refused();
  expect(one.shows()).toBe(7);
});

test('an answer that does not come keeps no screen old for longer than one that is called up to date', () => {
  const one = screen();
  one.say();
  one.steps.frame(7);
  expect(one.waitedFor()).toBe(LONGEST_HOLD);
  expect(LONGEST_HOLD).toBeLessThanOrEqual(DIRECT_WITHIN_S * SECOND);
  one.waitNoLonger();
  expect(one.shows()).toBe(8);
});

test('a command in doubt, that a frame may hold, does not count twice: the frame waits for the next answer', () => {
  const one = screen();
  one.say();
  one.unanswered();
  expect(one.steps.inDoubt).toBe(true);
  one.steps.frame(1);
  expect(one.shows()).toBe(1);
  one.sayAgain();
  one.accepted();
  one.steps.frame(1);
  expect(one.shows()).toBe(1);
});

test('a doubt that nothing ends keeps no screen old for longer than one that is called up to date, once', () => {
  const one = screen();
  one.say();
  one.unanswered();
  one.steps.frame(7);
  one.waitNoLonger();
  one.steps.frame(9);
  expect([one.shows(), one.steps.inDoubt]).toEqual([10, false]);
});

test('what was dropped does not come back', () => {
  const one = screen();
  one.say();
  one.steps.frame(7);
  one.steps.drop();
  one.refused();
  expect(one.shows()).toBe(0);
});

test('without a command every frame is shown at once', () => {
  const one = screen();
  one.steps.frame(3);
  expect([one.shows(), one.steps.holding]).toEqual([3, false]);
});
