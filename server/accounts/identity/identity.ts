import type { Chance } from '#server/ports/chance';
import type { Clock } from '#server/ports/clock';
import type { AccountId, SessionId } from '#shared/kernel/ids';
import type { Holder, Holders } from '../holder.ts';
import { showAgain, type ProofRefusal } from './again.ts';
import { Accounts } from './accounts.ts';
import { prefixOf } from './address-prefix.ts';
import { AuditChain } from './audit-chain.ts';
import { Book } from './book.ts';
import type { BreachedPasswords } from './breached-list.ts';
import { Cookies } from './cookies.ts';
import type { Desk, Visit } from './desk.ts';
import type { Fleeting } from './fleeting.ts';
import { FleetingMemory } from './fleeting-memory.ts';
import { enterFederated, tellRefused, type FederatedPerson } from './federated.ts';
import { IdentityHolders } from './holders.ts';
import { Invitations } from './invitations.ts';
import type { ServerKey } from './key.ts';
import { changeOwnPassword, type PasswordChanged } from './own-password.ts';
import { PairingDesk } from './pairing-desk.ts';
import type { Account } from './rows.ts';
import { Screens } from './screens.ts';
import { SecondFactor } from './second-factor.ts';
import { Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import type { IdentityStore } from './store.ts';
import { ThrottleMemory } from './throttle-memory.ts';
import type { What } from './told.ts';

export type IdentityPorts = {
  readonly store: IdentityStore;
  readonly key: ServerKey;
  /** Real time, whatever day a demonstration lives. */
  readonly clock: Clock;
  readonly chance: Chance;
  readonly breached: BreachedPasswords;
  /** The hash of the release policy in force. */
  readonly policy: () => string;
  /** Whether people reach the server over https: cookies are then for it alone. */
  readonly isSecure: boolean;
  /** What went wrong where nobody waits for an answer. */
  readonly onFault: (cause: unknown) => void;
  /** A demonstration: its visitor administers, so that pairing can be tried; there is nobody to sign in as. */
  readonly demo?: boolean;
};

/** Everything that knows who people and screens are. What they may see and do is said elsewhere, from their grants. */
export class Identity {
  readonly holders: Holders;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly secondFactor: SecondFactor;
  readonly invitations: Invitations;
  readonly accounts: Accounts;
  readonly screens: Screens;
  readonly pairing: PairingDesk;
  readonly audit: AuditChain;
  readonly #desk: Desk;
  readonly #store: IdentityStore;

  private constructor(
    desk: Desk,
    store: IdentityStore,
    sessions: Sessions,
    signIn: SignIn,
    { onFault, demo = false }: Pick<IdentityPorts, 'onFault' | 'demo'>,
  ) {
    const holders = new IdentityHolders(desk, sessions, demo ? [{ role: 'admin' }] : []);
    this.#desk = desk;
    this.#store = store;
    this.holders = holders;
    this.sessions = sessions;
    this.signIn = signIn;
    this.secondFactor = new SecondFactor(desk, sessions);
    this.invitations = new Invitations(desk, sessions, signIn);
    this.accounts = new Accounts(desk, holders, sessions, this.invitations);
    this.screens = new Screens(desk, holders, onFault);
    holders.know(this.screens);
    this.pairing = new PairingDesk(desk, holders);
    this.audit = new AuditChain(store, desk.book, desk.clock, onFault);
  }

  /**
   * Reads the store and stands ready.
   * @throws Error when the store's secrets were sealed under another key, or a row of it is not ours
   */
  static async open({
    store,
    key,
    clock,
    chance,
    breached,
    policy,
    isSecure,
    onFault,
    demo = false,
  }: IdentityPorts): Promise<Identity> {
    if ((await store.keyCheck(key.check)) !== key.check) {
      throw new Error(
        'The identities were sealed under another secret: give the one they were made with (PASSERELLE_SECRET_FILE, PASSERELLE_SECRET or identity.key).',
      );
    }
    const book = new Book(store, policy);
    await book.read();
    const cookies = new Cookies(isSecure);
    const { throttle, fleeting } = store.moment?.(key.moments, chance) ?? {
      throttle: new ThrottleMemory(clock, chance),
      fleeting: new FleetingMemory(clock),
    };
    const desk: Desk = { book, clock, chance, key, cookies, throttle, fleeting, breached };
    const sessions = new Sessions(desk);
    return new Identity(desk, store, sessions, await SignIn.create(desk, sessions), { onFault, demo });
  }

  account(id: AccountId): Account | undefined {
    return this.#desk.book.account(id);
  }

  /** Everyone who has an account, by name. */
  people(): readonly { readonly id: AccountId; readonly name: string }[] {
    return this.#desk.book.accounts
      .map(({ id, name }) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
  }

  /** The settings of the territory or its delays were changed: which part, by whom, under the fingerprints of both. */
  configurationChanged(
    who: Holder,
    changed: Pick<Extract<What, { kind: 'ConfigurationChanged' }>, 'part' | 'before' | 'after'>,
  ): Promise<void> {
    const what = { kind: 'ConfigurationChanged', ...changed } as const;
    return this.audit.tell({ at: this.#desk.clock.now(), who, what });
  }

  /** Someone signed in gives themselves another password. */
  changeOwnPassword(typed: { current: string; next: string }, visit: Visit): Promise<PasswordChanged> {
    return changeOwnPassword({ desk: this.#desk, sessions: this.sessions }, typed, visit);
  }

  /** Signs one of one's own browsers out, or all the others, for who shows a factor again. */
  async endOwnSessions(
    which: SessionId | 'others',
    proof: string | null,
    visit: Visit,
  ): Promise<{ readonly kind: 'done' } | ProofRefusal> {
    const { sessions } = this;
    const shown = await showAgain({ desk: this.#desk, sessions }, proof, visit);
    if (shown.kind !== 'shown') return shown;
    const { account, session } = shown;
    await sessions.revoke({ kind: 'account', account: account.id, session: session.id }, which);
    return { kind: 'done' };
  }

  /** Someone comes in by a provider that has vouched for them. */
  enterFederated(person: FederatedPerson, visit: Visit): ReturnType<typeof enterFederated> {
    const { sessions, signIn } = this;
    return enterFederated({ desk: this.#desk, sessions, signIn }, person, visit);
  }

  /** A provider brought nobody in: the audit is told so. */
  refusedElsewhere(): Promise<void> {
    return tellRefused(this.#desk);
  }

  /** How many seconds somebody waits before they try to come in from this address again; 0 when they need not. */
  waitOf({ address }: Visit): Promise<number> {
    return this.#desk.throttle.take('sign-in from an address', prefixOf(address));
  }

  /** What is under way, on whichever server it began. */
  get fleeting(): Fleeting {
    return this.#desk.fleeting;
  }

  /**
   * Before anybody is told who this cookie is: a token that is not known here may have been drawn on another server a
   * moment ago, and is asked for. Never rejects: a storage that is away leaves what is known.
   */
  async heed(cookie: string | undefined): Promise<void> {
    if (this.sessions.isStrange(cookie) || this.screens.isStrange(cookie)) await this.hearOthers();
  }

  /** Calls back each time that something of it was kept by this server: the others are to hear of it. */
  onKept(listener: () => void): void {
    this.#desk.book.onKept(listener);
  }

  /** Learns what the other servers had kept when this was asked. */
  hearOthers(): Promise<void> {
    return this.#desk.book.hearNow();
  }

  /** What time makes due: called every few seconds, since a session that is over is felt when this has run. */
  async settle(): Promise<void> {
    await this.#desk.book.readIfLost();
    await this.#desk.book.hearOthers();
    await this.sessions.dropOver();
    await this.invitations.dropOver();
    await this.screens.dropOver();
  }

  async close(): Promise<void> {
    await this.#desk.book.settled();
    await this.#store.close();
  }
}
