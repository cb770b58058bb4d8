import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tests/ci-reporter.ts'],
    // A state that no time is promised for may take as long as it takes elsewhere in these tests: a second is a bet.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{unit,contract,property,wire,leaks,demo,forecast,access,security}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Some start a real Redis, kill it and freeze it beside everything else; the run's last lines name who was asked twice.
          retry: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          // As below: several whole servers and their sockets on one processor.
          retry: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: './tests/support/unpack-browser.ts',
          testTimeout: 240_000,
          // The whole product lives a day before it lets people in: fifteen seconds of a processor, minutes of a crowded one.
          hookTimeout: 300_000,
          // Browsers mostly wait: two files side by side take half the time on two processors.
          maxWorkers: 2,
          // A browser starved by the machine is asked once more; the run's last lines name the test.
          retry: 1,
        },
      },
    ],
  },
});
