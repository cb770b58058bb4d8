import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the one line that a machine reads, after the names of what was skipped or tried twice: nothing is hidden. */
export default class CiReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0)
          console.log(`passed at the second attempt: ${module.relativeModuleId} > ${test.fullName}`);
        if (state === 'failed') failed += 1;
        if (state === 'skipped' || state === 'pending') {
          skipped += 1;
          console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}`);
        }
      }
    }
    console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }
}
