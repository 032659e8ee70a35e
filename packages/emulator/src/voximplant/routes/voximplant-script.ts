import {
  type Call,
  type CarrierPlay,
  type CarrierRequest,
  type Reply,
  unknownOperation,
} from '../../server/carrier-script.ts';
import type { FaultRule } from '../../server/fault.ts';
import { Refusal } from '../refusal.ts';
import type { ErrorShape, Settings } from '../settings.ts';
import type { Account } from '../state/account.ts';
import { OWNER_ROLE_ID } from '../state/roles.ts';
import { seedSubUsers } from '../state/seed-sub-users.ts';
import { errorBody, errorReply } from '../wire/error-reply.ts';
import { oddBody } from '../wire/odd-body.ts';
import { type Parameters, readParameters } from '../wire/parameters.ts';
import { signingKey } from '../wire/token.ts';
import { commandOf, isApiPath } from './command.ts';
import { findMethod, type MethodRow, methods } from './method-table.ts';

const NO_PAGE: Reply = { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } };
const NO_METHOD: Reply = { status: 405, headers: { ...NO_PAGE.headers, allow: 'GET, POST' } };

/** Body shapes by the number that a fault rule gives, from 1. */
const SHAPES: readonly ErrorShape[] = ['error', 'errors', 'field-name'];

/** The code behind a fault that names none. Every other status: 2, the service's own fault. */
const FAULT_CODES: ReadonlyMap<number, number> = new Map([
  [401, 100],
  [403, 100],
  [429, 340],
]);

interface PlayOptions {
  readonly account: Account;
  /** The key that the account started with: it outlives a reset. */
  readonly ownKeyId: string;
  readonly clock: () => number;
  readonly settings: () => Settings;
}

/** Voximplant's Management API, as far as the Role System goes, for one account. */
export class VoximplantPlay implements CarrierPlay {
  readonly operations = methods;
  /** Words; a password has a digit, a token a dot, too. */
  readonly plainSegment = /^[A-Za-z_]{0,40}$/;
  readonly #options: PlayOptions;

  constructor(options: PlayOptions) {
    this.#options = options;
  }

  route(request: CarrierRequest): Call {
    const { path, headers } = request;
    if (!isApiPath(path)) return { ...unknownOperation, parameters: [], perform: () => NO_PAGE };
    if (request.method !== 'GET' && request.method !== 'POST')
      return { ...unknownOperation, parameters: [], perform: () => NO_METHOD };
    // A token is judged by the moment it arrived at, even where the change itself is made later.
    const arrival = this.#options.clock();
    const parameters = attempt(() => readParameters(request));
    const read = parameters instanceof Refusal ? new Map<string, string>() : parameters;
    const command = commandOf(path, read);
    const method = findMethod(command, read);
    const { operation, carrierOperation } = method ?? unknownOperation;
    return {
      operation,
      carrierOperation,
      parameters: [...read.keys()],
      perform: () => this.#perform(command, method, parameters, headers.authorization, arrival),
    };
  }

  /** Judges in this order, which is unstated: the command, the token, the role, the arguments. */
  async #perform(
    command: string | undefined,
    method: MethodRow | undefined,
    parameters: Parameters | Refusal,
    authorization: string | undefined,
    arrival: number,
  ): Promise<Reply> {
    const { account } = this.#options;
    const settings = this.#options.settings();
    try {
      if (parameters instanceof Refusal) throw parameters;
      if (command === undefined) throw new Refusal(102, 'cmd');
      if (method === undefined) throw new Refusal(103);
      const key = await signingKey(authorization, account, arrival);
      // A role that does not suffice is answered like a wrong token (voximplant.md, Errors).
      if (method.isOwners && !key.roleIds.has(OWNER_ROLE_ID)) throw new Refusal(100);
      return { status: 200, body: await method.run({ account, parameters, settings }) };
    } catch (error) {
      return errorReply(asRefusal(error), settings.errorShape);
    }
  }

  faultReply({ code, shape = 0 }: FaultRule, status: number): Reply {
    const refusal = new Refusal(code ?? FAULT_CODES.get(status) ?? 2);
    return { status, body: errorBody(refusal, SHAPES[shape - 1] ?? this.#options.settings().errorShape) };
  }

  oddReply(reply: Reply): Reply {
    return { ...reply, body: oddBody(reply.body) };
  }

  seed(count: number): readonly string[] {
    return seedSubUsers(this.#options.account.subUsers, count);
  }

  /** Whether this login, in any case, and this password would be let in. */
  authenticates(login: string, secret: string): boolean {
    return this.#options.account.subUsers.authenticates(login, secret);
  }

  reset(): void {
    this.#options.account.reset(this.#options.ownKeyId);
  }
}

function attempt<T>(read: () => T): T | Refusal {
  try {
    return read();
  } catch (error) {
    return asRefusal(error);
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
