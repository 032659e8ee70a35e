import type { ErrorCode, NewSubUser, SubUserProvider } from '@subuser/core';
import type { Carrier } from '@subuser/core/provider';
import type { CarrierEmulator, Control, EmulatorOptions, FaultRule } from '@subuser/emulator';
import type { ConnectionOptions } from '@subuser/http';
import type { Dispatcher } from 'undici';
import type { SecretFacts } from './secret-facts.ts';

/** A sub-user as the carrier itself stores it. */
export interface Row {
  id: string;
  name: string;
  /** With the reference tag, as the carrier stores it. */
  description: string | null;
  enabled: boolean;
  /** Its grants in alphabetical order, joined by a comma; `inherits` if it has those of its parent. */
  grants: string;
}

/** Added to the parameters of a request that reads the truth: no fault may strike it. */
export const truthMark = 'truth';

/** The true state of an account, read and changed over one connection that bypasses the library and every fault. */
export interface Truth {
  rows(): Promise<Row[]>;
  /** Adds a sub-user that belongs to somebody else. */
  add(name: string, description: string): Promise<void>;
  readonly close: () => Promise<void>;
}

/** An empty account on a carrier's emulator. `close` also ends the connection of its truth. */
export interface TestAccount extends CarrierEmulator, Truth {
  readonly carrier: CarrierUnderTest;
  connect(connection?: ConnectionOptions): SubUserProvider;
}

/** Settings of the emulator under which the whole conformance suite has to pass. */
export interface Variant {
  /** Continues the name of the carrier. */
  readonly title: string;
  readonly settings: object;
  /** What every create needs under them. */
  readonly always?: { readonly email?: string; readonly carrierOptions?: object };
}

/** A fault and the word under which it is counted. */
export interface ChosenFault {
  kind: string;
  rule: FaultRule;
}

/** A repeatable source of choices. */
export interface Chooser {
  chance(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/** What random runs on this carrier do. */
export interface ChaosFacts {
  /** Names that are wanted; the carrier accepts each of them, and each with `-29` behind it where names are unique. */
  readonly names: readonly [string, ...string[]];
  /** Two of them, which sub-users of somebody else have as well. */
  readonly takenNames: readonly [string, string];
  /** Grants that are given, in alphabetical order. */
  readonly grants: readonly string[];
  /** Whether an update adds and removes grants by separate requests, either of which may arrive late. */
  readonly changesGrantsInParts: boolean;
  /** Makes a good input one that is refused before anything is sent. */
  readonly wrong: Partial<NewSubUser>;
  /** The codes with which a create may end whose name is taken. */
  takenCodes(control: Control): readonly ErrorCode[];
  /** An error in a reply with status 200. */
  error200(random: Chooser): ChosenFault;
  /** The facets that are called, and the kinds of `error200`: each comes up at least 50 times in 2,000 runs. */
  readonly calls: readonly string[];
  readonly faults: readonly string[];
}

/** What migrations from and to this carrier meet. */
export interface MigrationFacts {
  /** Grants that seeded sub-users have, in alphabetical order. */
  readonly given: readonly string[];
  /** Grants for those that come from another carrier, and one for those that inherited theirs. */
  readonly received: readonly [string, string];
  readonly inherited: string;
  /** Of 300 seeded sub-users: a typical name, and how many have what another carrier may lack. */
  readonly seeded: {
    readonly name: string;
    readonly email: number;
    readonly phone: number;
    readonly disabled: number;
    readonly blocked: number;
    /** The last grant of `given`. */
    readonly lastGrant: number;
  };
}

/** An account as a configuration file describes it, with its secrets elsewhere. */
export interface FileProfile {
  readonly profile: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** Beside the configuration, by name. */
  readonly files?: Readonly<Record<string, object>>;
}

/** What a proxy on the way to this carrier sees. */
export interface ProxyFacts {
  /** Calls the typed client, which issues or sends every kind of secret. Resolves to the secrets by name. */
  use(account: TestAccount, password: string, dispatcher: Dispatcher): Promise<NamedSecrets>;
  /** The requests of `use`: the carrier's own words of the operations, each with the status of its reply. */
  readonly requests: readonly string[];
  /** Words of requests and replies, of which a tunnel shows none. */
  readonly words: RegExp;
  /** The names of secrets that are readable where there is no TLS: anywhere, and in the lines of requests. */
  readonly readable: readonly string[];
  readonly inRequestLines: readonly string[];
}

export type NamedSecrets = Readonly<Record<string, string | readonly string[]>>;

/** Everything that the suites need to know about one carrier: a new carrier costs one of these, and nothing else in them. */
export interface CarrierUnderTest extends Omit<Carrier, 'options'> {
  openAccount(options?: EmulatorOptions): Promise<TestAccount>;
  readonly variants: readonly Variant[];
  /** Random settings of the emulator, wherever documents leave something open. */
  vary(random: Chooser): object;
  readonly chaos: ChaosFacts;
  /** The endings of its calls that not every carrier shares: a Markdown file with the columns of test/reliability/outcomes/endings.md. */
  readonly endings: URL;
  /** An id of the right form that no sub-user has, and values that are no ids here. */
  readonly ids: { readonly unknown: string; readonly odd: readonly unknown[] };
  /** The part of a create's input that contains this password. */
  withPassword(password: string): object;
  readonly proxied: ProxyFacts;
  readonly migration: MigrationFacts;
  /** The carrier's answer to a create when the account is full: `quota-exceeded`. */
  readonly full: FaultRule;
  /** `name`: of the profile. */
  fileProfile(account: CarrierEmulator, name: string): FileProfile;
  readonly secrets: SecretFacts;
  /** Refusals after which we send the same request again. */
  readonly cures: readonly (readonly [what: string, fault: FaultRule])[];
}
