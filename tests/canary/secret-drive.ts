import { PAIRING_PATHS } from '#shared/access/pairing';
import { PASSWORD, OTHER_PASSWORD } from '../support/identity.ts';
import { totpNow } from '../support/totp.ts';
import { rawSocket } from './raw-socket.ts';
import type { Secrets } from './secrets.ts';

const THIRD_PASSWORD = 'nacre fluide hivernal 57';
const HALF_MINUTE = 30_000;
const nowIso = (later = 0) => new Date(Date.now() + later).toISOString();

/** One answer: to what, and everything in it. */
export type Answered = { readonly asked: string; readonly bytes: Buffer };
type Form = Readonly<Record<string, string>>;

/** A browser made of requests alone: keeps its cookies, and every answer with the addresses it was sent to. */
class Hand {
  readonly #url: string;
  readonly #secrets: Secrets;
  readonly #answers: Answered[];
  readonly #kept = new Map<string, string>();

  constructor(url: string, secrets: Secrets, answers: Answered[]) {
    this.#url = url;
    this.#secrets = secrets;
    this.#answers = answers;
  }

  get cookie(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get(path: string): Promise<string> {
    return this.#ask(path, { method: 'GET' });
  }

  form(path: string, fields: Form): Promise<string> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  json(path: string, body: unknown): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask(path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  async #ask(path: string, init: RequestInit): Promise<string> {
    const headers = { accept: 'text/html', origin: this.#url, cookie: this.cookie };
    const answer = await fetch(this.#url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...headers, ...(init.headers as Form | undefined) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', kind = '', value = ''] = /^(passerelle-(\w+))=([^;]*)/.exec(line) ?? [];
      if (value !== '' && (kind === 'session' || kind === 'device' || kind === 'screen'))
        this.#secrets.add(kind, value);
      if (value === '') this.#kept.delete(name);
      else this.#kept.set(name, value);
    }
    const body = await answer.text();
    const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const asked = `${init.method ?? ''} ${path.split('=')[0] ?? ''}`;
    this.#answers.push({ asked, bytes: Buffer.from(`${answer.status}\n${head}\n\n${body}`) });
    return body;
  }
}

/** What came of it: every answer, and the cookie of who administers. */
export type Driven = {
  readonly answers: Answered[];
  readonly admin: string;
  /** Rows, pages and files that tell of others. */
  readonly told: Answered[];
};

/**
 * Draws every secret of the product on a running server, outside a demonstration, and gives each of them where it is
 * right, where it is wrong, and where it has no business. `link`: the console's, for the first administrator.
 */
export async function drawEverySecret(url: string, link: string, secrets: Secrets): Promise<Driven> {
  const answers: Answered[] = [];
  const hand = () => new Hand(url, secrets, answers);
  for (const password of [PASSWORD, OTHER_PASSWORD, THIRD_PASSWORD]) secrets.add('password', password);
  const names = { name: 'Prénom Nom', organisation: 'Organisme à configurer' };

  const admin = hand();
  const adminToken = secrets.add('invitation', link.split('#')[1] ?? '');
  const asFirst = { token: adminToken, login: 'admin@exemple.test', ...names };
  await admin.form('/connexion/invitation?/voir', { token: adminToken });
  await admin.form('/connexion/invitation?/prendre', { ...asFirst, password: 'azertyuiopqsdfgh' });
  await admin.form('/connexion/invitation?/prendre', { ...asFirst, password: PASSWORD });
  await enrol(admin, secrets);

  const invited = await admin.form('/admin/comptes?/inviter', {
    login: 'lead@exemple.test',
    ...names,
    grants: 'lead',
  });
  const token = secrets.add('invitation', /connexion\/invitation#([\w-]{43})/.exec(invited)?.[1] ?? '');
  const lead = hand();
  await lead.form('/connexion/invitation?/prendre', { token, password: OTHER_PASSWORD });
  const { secret, recovery } = await enrol(lead, secrets);

  // Wrong, then right, by each factor.
  const elsewhere = hand();
  const typed = { login: 'lead@exemple.test', password: OTHER_PASSWORD };
  await elsewhere.form('/connexion?/motdepasse', { ...typed, password: THIRD_PASSWORD });
  await elsewhere.form('/connexion?/motdepasse', typed);
  await elsewhere.form('/connexion?/code', { code: '000000' });
  await elsewhere.form('/connexion?/code', { code: 'ZZZZ-ZZZZ-ZZZZ' });
  const code = totpNow(secret, nowIso(HALF_MINUTE) as Parameters<typeof totpNow>[1]);
  await elsewhere.form('/connexion?/code', { code: secrets.add('totp-code', code) });
  await elsewhere.form('/connexion?/code', { code });
  const third = hand();
  await third.form('/connexion?/motdepasse', typed);
  await third.form('/connexion?/code', { code: recovery[0] ?? '' });
  await third.form('/compte?/codes', { which: 'codes', proof: THIRD_PASSWORD });
  keepCodes(await third.form('/compte?/codes', { which: 'codes', proof: OTHER_PASSWORD }), secrets);
  await third.form('/compte?/motdepasse', { current: PASSWORD, password: THIRD_PASSWORD });
  await third.form('/compte?/motdepasse', { current: OTHER_PASSWORD, password: THIRD_PASSWORD });
  await third.form('/connexion/invitation?/prendre', { token, password: PASSWORD });

  const screen = hand();
  const shown = JSON.parse(await screen.json(PAIRING_PATHS.code, {})) as Record<string, string>;
  const userCode = secrets.add('pairing-code', shown['userCode'] ?? '');
  const deviceCode = secrets.add('device-code', shown['deviceCode'] ?? '');
  await screen.json(PAIRING_PATHS.state, { deviceCode });
  await admin.form('/admin/ecrans?/autoriser', { code: 'BBBB-BBBB', montre: 'mur', label: 'Écran' });
  await admin.form('/admin/ecrans?/autoriser', { code: userCode, montre: 'mur', label: 'Écran' });
  await screen.json(PAIRING_PATHS.state, { deviceCode });
  await screen.get('/mur');
  await screen.json(PAIRING_PATHS.token, {});
  await screen.json(PAIRING_PATHS.state, { deviceCode });

  const drawn = answers.length;
  await misplace(url, hand, secrets);
  const told: Answered[] = answers.slice(drawn);
  for (const path of [
    '/admin',
    '/admin/comptes',
    '/admin/ecrans',
    '/admin/journal',
    '/admin/sante',
    '/admin/journal.csv',
    '/admin/journal.jsonl',
    '/compte',
  ])
    await admin.get(path);
  await third.get('/maraudes');
  told.push(...answers.slice(drawn + told.length));
  return { answers, told, admin: admin.cookie };
}

/** Sets a second factor, with a wrong code first. */
async function enrol(hand: Hand, secrets: Secrets): Promise<{ secret: string; recovery: string[] }> {
  const page = await hand.get('/connexion');
  const shown = /data-secret[^>]*>([^<]+)</.exec(page)?.[1] ?? '';
  const secret = secrets.add('totp-secret', shown.replace(/\s/g, ''));
  await hand.form('/connexion?/valider', { code: '000000' });
  const code = secrets.add('totp-code', totpNow(secret, nowIso() as Parameters<typeof totpNow>[1]));
  return { secret, recovery: keepCodes(await hand.form('/connexion?/valider', { code }), secrets) };
}

function keepCodes(page: string, secrets: Secrets): string[] {
  const codes = [...page.matchAll(/<li[^>]*>(\w{4}-\w{4}-\w{4})<\/li>/g)].map(([, code]) => code ?? '');
  if (codes.length !== 10) throw new Error(`${codes.length} recovery codes were shown`);
  return codes.map((code) => secrets.add('recovery-code', code));
}

/** Every secret in places that are not its own: an address, a header, another field, another protocol. */
async function misplace(url: string, hand: () => Hand, secrets: Secrets): Promise<void> {
  for (const kind of secrets.kinds) {
    const [word = ''] = secrets.of(kind);
    const stranger = hand();
    await stranger.get(`/rien/${encodeURIComponent(word)}`);
    await stranger.get(`/connexion?vers=${encodeURIComponent(word)}`);
    await stranger.get(`/fhir/R4/Location?_id=${encodeURIComponent(word)}`);
    await stranger.form('/connexion?/code', { code: word });
    await stranger.form('/connexion/invitation?/voir', { token: word });
    await stranger.json(PAIRING_PATHS.state, { deviceCode: word, [word]: 1 });
    for (const auth of [{ wire: word, as: { door: word }, since: null }, word]) {
      const socket = rawSocket(url, auth, {
        origin: url,
        cookie: `passerelle-autre=${encodeURIComponent(word)}`,
      });
      await new Promise<void>((resolve) => {
        socket.once('connect_error', () => resolve());
        // What is no handshake at all is not answered: its link is cut.
        socket.io.once('close', () => resolve());
      });
      socket.disconnect();
    }
  }
}
