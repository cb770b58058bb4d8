import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { provideHost, type Host } from '#shared/host';
import { slotReleasedAt } from '#server/release/coverage';
import { localHourOf } from '#shared/kernel/local-time';
import { slotEnd } from '#shared/kernel/slot';
import { INVARIANTS } from '#shared/policy/lint';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { begunAnew } from '../support/begun-anew.ts';
import { accessibilityFaults, openBrowser, openScreen, takePicture } from '../support/browser.ts';
import { Client, connect } from '../support/client.ts';
import { paris, space } from '../support/said.ts';
import { servePages } from '../support/served-pages.ts';
import type { Served } from '../support/served-app.ts';
import { DELAY_MIN } from '../support/told.ts';
import { treeOf, withField, written } from '../unit/privacy-page/policy.ts';

const ER1 = { space: space('ER-1') };
const RULES = '/confidentialite';
const MINUTE = '/confidentialite/meme-minute';
const REPORT = {
  policy: 'ab'.repeat(32),
  seed: 1,
  worlds: 6,
  nights: 60,
  teams: [6],
  short: false,
  gates: [
    {
      id: 'T3',
      attack: 'relinked moves (zones)',
      roles: 'mobile',
      teams: 6,
      measured: { value: 0.2133, low: 0.2087, high: 0.2183 },
      limit: { kind: 'at-most', value: 0.25 },
      unit: 'percent',
      verdict: 'ok',
    },
  ],
};

let browser: Browser;
let served: Served;
let host: Host;
begunAnew(
  async () => {
    [browser, served] = await Promise.all([openBrowser(), servePages(paris('17:01:10'))]);
    host = served.app.host;
    const tablet = await connect(served.url, { door: 'restspace', ...ER1 });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await tablet.send({ type: 'RecountRestSpace', ...ER1, present: 20, reason: 'releve' });
    tablet.close();
    await served.at(paris('17:32'));
  },
  async () => {
    await browser.close();
    await served.stop();
  },
);
afterEach(() => provideHost(host));

/** The pages read the host at each request: what is said here is said from the next one on. */
function tell(changed: Partial<Host>): void {
  provideHost({ ...host, simulated: host.simulated, speed: 60, ...changed });
}

/** Opens a page for a visitor who has no account, by default with no script either. */
async function visit<T>(
  path: string,
  look: (page: Page) => Promise<T>,
  options: BrowserContextOptions = { javaScriptEnabled: false },
): Promise<T> {
  const screen = await openScreen(browser, options);
  try {
    await screen.page.goto(served.url + path);
    const seen = await look(screen.page);
    expect(screen.faults).toEqual([]);
    expect(screen.asked.filter((url) => /^ws|\.js$/.test(url) || !url.startsWith(served.url))).toEqual([]);
    return seen;
  } finally {
    await screen.close();
  }
}

const cellText = (page: Page, name: string) => page.locator(`[data-cell="${name}"]`).innerText();
const fieldsOn = async (page: Page) =>
  page.locator('[data-field]').evaluateAll((rows) =>
    rows.map((row) => ({
      path: row.getAttribute('data-field') ?? '',
      text: row.querySelector('td')?.textContent ?? '',
    })),
  );

describe('who sees what', () => {
  test('[E08] without a script the page holds every field of the policy file, and its hash', async () => {
    await visit(RULES, async (page) => {
      const leaves = (await fieldsOn(page)).map(({ path, text }) => ({
        path: path.split('.'),
        value: JSON.parse(text) as string,
      }));
      expect(treeOf(leaves)).toEqual(written);
      expect(await page.locator('[data-hash]').textContent()).toBe(host.policy.hash);
      expect(await page.locator('[data-hash-short]').textContent()).toBe(host.policy.hash.slice(0, 4));
    });
  });

  const late = (minutes: number) => new RegExp(`${minutes}\\smin plus tard`);

  test('[E08] another policy makes another page, without a change of the program', async () => {
    const other = DELAY_MIN.wall + 30;
    const text = withField(['roles', 'wall', 'surface', 'delay_min'], other) as Host['policy']['text'];
    await visit(RULES, async (page) => {
      expect(await cellText(page, 'wall.surface')).toMatch(late(DELAY_MIN.wall));
    });
    tell({ policy: { text, hash: 'cd'.repeat(32), warnings: [] } });
    await visit(RULES, async (page) => {
      expect(await cellText(page, 'wall.surface')).toMatch(late(other));
      expect(await cellText(page, 'restspace.surface')).toMatch(late(other));
      expect(await page.locator('[data-field="roles.wall.surface.delay_min"] td').textContent()).toBe(
        String(other),
      );
      expect(await page.locator('[data-hash-short]').textContent()).toBe('cdcd');
    });
  });

  test('[PRV-60] the four first signs of the hash are those of the wall', async () => {
    const screen = await openScreen(browser);
    await screen.goLive(`${served.url}/mur`);
    const short = host.policy.hash.slice(0, 4);
    expect(await screen.page.getByText(new RegExp(`/ ${short}$`)).count()).toBeGreaterThan(0);
    await screen.close();
  });

  test('every invariant of the linter has its result, and nobody has approved this policy yet', async () => {
    await visit(RULES, async (page) => {
      const rows = page.locator('[data-check]');
      expect(await rows.count()).toBe(Object.keys(INVARIANTS).length);
      expect(await page.locator('[data-check="V20"]').innerText()).toContain('à lever');
      expect(await page.getByRole('region', { name: 'Accords donnés à cette règle' }).innerText()).toContain(
        'à configurer',
      );
    });
  });

  test('it says that no role of police exists', async () => {
    await visit(RULES, async (page) => {
      const row = page.getByRole('row', { name: /Police/ });
      expect(await row.innerText()).toMatch(/Aucun accès\s: ce rôle n’existe pas/);
    });
  });

  test('the report of the adversary is a table; another policy than the one in force is said', async () => {
    tell({ harness: REPORT });
    await visit(RULES, async (page) => {
      const row = page.getByRole('row', { name: /refaire des trajets/ });
      expect(await row.innerText()).toMatch(/T3[^]*21,3\s%[^]*tenue, au plus 25,0\s%/);
      expect(await page.getByText(/mesuré sous une autre règle \(abab\)/).count()).toBe(1);
    });
  });

  test('without a report it says so', async () => {
    tell({ harness: null });
    await visit(RULES, async (page) => {
      expect(await page.getByText('Pas encore de rapport.').count()).toBe(1);
    });
  });

  test('from the landing page it is one link away, and opens no socket', async () => {
    const { page, asked, faults, close } = await openScreen(browser);
    await page.goto(served.url);
    await page.getByRole('link', { name: 'Qui voit quoi' }).click();
    await page.getByRole('heading', { level: 1, name: 'Qui voit quoi' }).waitFor();
    expect(asked.filter((url) => url.startsWith('ws'))).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

/** The body of the first changes a socket of this door is sent, letter for letter. */
async function sentTo(as: Door): Promise<string> {
  const client = new Client(served.url, { wire: WIRE_VERSION, as, since: null });
  const before = '2["view:changes",';
  try {
    return await new Promise((resolve) => {
      client.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
        if (typeof data === 'string' && data.startsWith(before)) resolve(data.slice(before.length, -1));
      });
    });
  } finally {
    client.close();
  }
}

describe('the same minute', () => {
  test.each(['coordination', 'hospital', 'wall', 'ratp'] as const)(
    '[E09] the bytes shown for %s are those its socket is sent',
    async (audience) => {
      const sent = await sentTo({ door: audience });
      await visit(MINUTE, async (page) => {
        expect(await page.locator(`[data-bytes="${audience}"]`).textContent()).toBe(sent);
        const size = new Intl.NumberFormat('fr').format(Buffer.byteLength(sent));
        const region = page.locator(`section[aria-labelledby="octets-${audience}"]`);
        expect(await region.innerText()).toContain(size);
      });
    },
  );

  test('side by side, RATP has nothing of the street, and each is told of the half-hour that its delay allows', async () => {
    await visit(MINUTE, async (page) => {
      const rows = page.locator('[data-thing^="sector:"]');
      expect(await rows.count()).toBeGreaterThan(3);
      for (const row of await rows.all()) {
        expect(await row.getByRole('cell').last().innerText()).toMatch(/rien$/);
      }
      const situation = await page.locator('[data-thing="situation"]').getByRole('cell').allInnerTexts();
      for (const [index, audience] of (['hospital', 'wall', 'ratp'] as const).entries()) {
        const described = slotEnd(slotReleasedAt(paris('17:30'), DELAY_MIN[audience]));
        const said = `situation à\u202f: 21/11 ${localHourOf('Europe/Paris', described)}`;
        expect(situation[index + 1]?.replace(/\s:/, '\u202f:')).toContain(said);
      }
    });
  });

  test('a plain link takes another minute', async () => {
    await visit(MINUTE, async (page) => {
      expect(await page.getByText('Prise à 17:32').count()).toBe(1);
      await served.at(paris('17:33'));
      await page.getByRole('link', { name: 'Prendre une autre minute' }).click();
      expect(await page.getByText('Prise à 17:33').count()).toBe(1);
    });
  });

  test('outside a demonstration no frame is shown, and the page says what it takes', async () => {
    tell({ simulated: false, sameMinute: () => null });
    await visit(MINUTE, async (page) => {
      expect(await page.locator('[data-bytes]').count()).toBe(0);
      expect(await page.getByText(/demande un compte de coordination ou d’auditeur/).count()).toBe(1);
    });
    tell({ simulated: false, mayOpen: (route) => (route === MINUTE ? 'sign-in' : 'open') });
    await visit(RULES, async (page) => {
      expect(await page.locator(`a[href="${MINUTE}"]`).count()).toBe(0);
      expect(await page.getByText(/demande un compte de coordination ou d’auditeur/).count()).toBe(1);
      expect(await page.getByText(/données simulées/i).count()).toBe(0);
    });
  });
});

describe.each([
  { path: RULES, name: 'confidentialite', pages: 10 },
  { path: MINUTE, name: 'meme-minute', pages: 8 },
])('$path', ({ path, name, pages }) => {
  test.each(['light', 'dark'] as const)(
    '[U05] an audit in %s finds nothing, in both languages',
    async (theme) => {
      tell({ harness: REPORT });
      const screen = await openScreen(browser, { colorScheme: theme });
      await screen.page.goto(served.url + path);
      await takePicture(screen.page, `${name}-${theme}`);
      expect(await accessibilityFaults(screen.page)).toEqual([]);
      await screen.page.goto(`${served.url}/langue/en`);
      await screen.page.goto(served.url + path);
      expect(await screen.page.locator('html').getAttribute('lang')).toBe('en');
      expect(await accessibilityFaults(screen.page)).toEqual([]);
      expect(screen.faults).toEqual([]);
      await screen.close();
    },
  );

  test('[U05] at 320 pixels nothing lies beside the screen', async () => {
    tell({ harness: REPORT });
    const viewport = { width: 320, height: 640 };
    const beside = await visit(
      path,
      async (page) => {
        expect(await accessibilityFaults(page)).toEqual([]);
        return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      },
      { viewport },
    );
    expect(beside).toBe(0);
  });

  test('[U06] every link, fold and scrolling part is reached by the keyboard, in the order of the page', async () => {
    await visit(path, (page) => reachAll(page), {});
  });

  test('[E10] on paper it holds all of its text on A4, and says that it is simulated', async () => {
    tell({ harness: REPORT });
    await visit(
      path,
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        expect(await page.locator('.printed').innerText()).toMatch(/Données simulées/);
        const hidden = page.locator('[data-field]').first();
        if (path === RULES) expect(await hidden.isVisible()).toBe(true);
        const paper = await page.pdf({ preferCSSPageSize: true });
        const sheets = paper.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
        expect(sheets.length).toBeLessThanOrEqual(pages);
        expect(paper.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45]\S* 84[12]/);
      },
      {},
    );
  });
});

/** Goes through the page with Tab: what can be reached is what has the focus next, and nothing is passed over. */
async function reachAll(page: Page): Promise<void> {
  const wanted = await page.locator('a[href], summary, [tabindex="0"]').count();
  const reached: number[] = [];
  for (let step = 0; step < wanted; step += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() =>
        [...document.querySelectorAll('a[href], summary, [tabindex="0"]')].indexOf(
          document.activeElement ?? document.body,
        ),
      ),
    );
  }
  expect(reached).toEqual([...Array(wanted).keys()]);
}
