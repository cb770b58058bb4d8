import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { onTour } from '../support/client.ts';
import { paris, team } from '../support/said.ts';
import { newFolder, serveApp } from '../support/served-app.ts';
import { Child, PIPED } from './child.ts';
import {
  failTelling,
  leakAtTheGate,
  leakInTheLog,
  leaveACount,
  leaveInAFreePage,
  leaveInBuiltFiles,
  TRACES,
} from './deliberate-leaks.ts';
import { drawnSearcher } from './drawn.ts';
import { ask } from './drive.ts';
import { FORMS } from './encodings.ts';
import { DOORS, handshakeOf, QUERY } from './inputs.ts';
import { journalOf } from './journal.ts';
import { PASS, PASS_ID, PASS_TEAM } from './legitimate-pass.ts';
import { rawSocket } from './raw-socket.ts';
import { Recorder } from './recorder.ts';
import { filesUnder, rowsOf } from './resting.ts';
import { Searcher } from './search.ts';
import { withPages } from './served-product.ts';

/** Positive controls: a build that leaks into each sink. Where one is not caught, the sink is not watched. */
export function everyLeakIsCaught(): void {
  const searcher = new Searcher(FORMS);

  describe('a build that leaks on purpose is caught', () => {
    const folders: string[] = [];
    const folder = () => {
      const made = newFolder();
      folders.push(made);
      return made;
    };
    afterAll(() => {
      for (const made of folders) rmSync(made, { recursive: true, force: true });
    });
    const caught = (bytes: Buffer) => searcher.hitsIn(bytes).length > 0;

    test('in the frames of each audience, in answers, in headers and in pages', async () => {
      const served = await serveApp(paris('17:01:10'), folder());
      served.app.express.use((request, response, next) => {
        response.setHeader('x-seen', `${request.header('x-forwarded-for')} ${request.header('user-agent')}`);
        next();
      });
      await withPages(served);
      let trace = '';
      const gate = leakAtTheGate(() => trace);
      for (const [index, door] of DOORS.entries()) {
        trace = TRACES[index] ?? '';
        const recorder = await Recorder.before(served.url);
        const socket = rawSocket(recorder.url, handshakeOf(door));
        await new Promise<void>((resolve) => socket.once('view:beat', () => resolve()));
        socket.disconnect();
        expect([door.door, caught(recorder.bytes)]).toEqual([door.door, true]);
        await recorder.close();
      }
      for (const path of ['/api/health', '/mur', '/']) {
        const recorder = await Recorder.before(served.url);
        await ask(recorder.url, { method: 'GET', path });
        expect([path, drawnSearcher.hitsIn(recorder.bytes, 'crowded').length > 0]).toEqual([path, true]);
        await recorder.close();
      }
      gate.restore();
      await served.stop();
    });

    test('in the database, its write-ahead file and the snapshot', async () => {
      const place = folder();
      const served = await serveApp(paris('17:01:10'), place, { through: leakInTheLog });
      const phone = await onTour(served.url, team(PASS_TEAM));
      await phone.send(PASS, PASS_ID);
      phone.close();
      const bytesOf = (name: string) =>
        filesUnder(place).find((file) => file.name === name)?.bytes ?? Buffer.alloc(0);
      expect(caught(bytesOf('log.sqlite-wal'))).toBe(true);
      expect(caught(Buffer.from(JSON.stringify(rowsOf(place))))).toBe(true);
      await served.stop({ keepFolder: true });
      expect(caught(bytesOf('log.sqlite'))).toBe(true);
      expect(caught(bytesOf('snapshot'))).toBe(true);
    });

    test('in a page of the database that no table uses any more', () => {
      const place = folder();
      leaveInAFreePage(place);
      expect(rowsOf(place)).toEqual([]);
      expect(filesUnder(place).some(({ bytes }) => caught(bytes))).toBe(true);
    });

    test('in a cell that holds a count, which the bytes of the file would not tell', () => {
      const place = folder();
      leaveACount(place);
      expect(filesUnder(place).some(({ bytes }) => caught(bytes))).toBe(false);
      expect(caught(Buffer.from(JSON.stringify(rowsOf(place))))).toBe(true);
    });

    test('in the journal, when a fault tells what it was given', async () => {
      const served = await serveApp(paris('17:01:10'), folder(), { through: failTelling });
      const phone = await onTour(served.url, team(PASS_TEAM));
      expect(await phone.send(PASS, PASS_ID)).toMatchObject({ outcome: 'fault' });
      phone.close();
      await served.stop();
      expect(caught(Buffer.from(journalOf(served.lines)))).toBe(true);
    });

    test('on standard output and on standard error (M14)', async () => {
      const product = new Child(
        spawn(process.execPath, ['tests/canary/leaky-process.ts', folder()], { stdio: PIPED }),
      );
      const port = await product.said(/^(\d+)$/m);
      await ask(`http://127.0.0.1:${port}`, { method: 'GET', path: `/mur?${QUERY}` });
      await product.said(/asked/);
      await product.stop();
      expect(caught(product.out)).toBe(true);
      expect(caught(product.err)).toBe(true);
    });

    test('in a source map and in a fixture among the built files', () => {
      const place = folder();
      leaveInBuiltFiles(place);
      const found = filesUnder(place).map(({ bytes }) => drawnSearcher.hitsIn(bytes, 'crowded').length > 0);
      expect(found).toEqual([true, true]);
    });
  });
}
