import {
  type Call,
  type CarrierRequest,
  type CarrierScript,
  type Reply,
  type Stage,
  unknownOperation,
} from '../server/carrier-script.ts';
import type { FaultRule } from '../server/fault.ts';
import { Refusal } from './refusal.ts';
import { type Command, findCommand, operations } from './routes/operations.ts';
import { otherMethods } from './routes/other-methods.ts';
import type { Account } from './state/account.ts';
import type { ErrorShape, VoximplantSettings } from './voximplant-settings.ts';
import { commandName, isApiPath } from './wire/command-name.ts';
import { errorBody, errorReply } from './wire/error-reply.ts';
import { oddBody } from './wire/odd-body.ts';
import { type Parameters, readParameters } from './wire/parameters.ts';
import { type Caller, signerOf } from './wire/token.ts';

const noPage: Reply = { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } };
const noMethod: Reply = { status: 405, headers: { ...noPage.headers, allow: 'GET, POST' } };

/** Body shapes by the number in a fault rule, from 1. */
const shapes: readonly ErrorShape[] = ['error', 'errors', 'field-name'];

/** The code of a fault rule without one. Every other status: 2, the service's own fault. */
const faultCodes: ReadonlyMap<number, number> = new Map([
  [401, 100],
  [403, 100],
  [429, 340],
]);

/** The Role System of Voximplant's Management API for one account. */
export class VoximplantScript implements CarrierScript {
  readonly operations = operations;
  /** Words; a password also contains a digit, a token a dot. */
  readonly plainSegment = /^[A-Za-z_]{0,40}$/;
  readonly oddBody = oddBody;
  readonly account: Account;
  readonly #stage: Stage<VoximplantSettings>;

  constructor(account: Account, stage: Stage<VoximplantSettings>) {
    this.account = account;
    this.#stage = stage;
  }

  route(request: CarrierRequest): Call {
    if (!isApiPath(request.path)) return { ...unknownOperation, parameters: [], perform: () => noPage };
    if (request.method !== 'GET' && request.method !== 'POST') {
      return { ...unknownOperation, parameters: [], perform: () => noMethod };
    }
    // A token is checked against its time of arrival, even if the change itself is made later.
    const arrival = this.#stage.now();
    const parameters = readOrRefuse(request);
    const readable: Parameters = parameters instanceof Refusal ? new Map() : parameters;
    const name = commandName(request.path, readable);
    const command = findCommand(name, readable);
    const { operation, carrierOperation } = command ?? unknownOperation;
    return {
      operation,
      carrierOperation,
      parameters: [...readable.keys()],
      perform: () => {
        if (parameters instanceof Refusal) throw parameters;
        if (name === undefined) throw new Refusal(102, 'cmd');
        if (command === undefined) throw unknownMethod(name);
        return this.#perform(command, parameters, request.headers.authorization, arrival);
      },
    };
  }

  refusalReply(error: unknown): Reply | undefined {
    return error instanceof Refusal ? errorReply(error, this.#stage.settings().errorShape) : undefined;
  }

  faultReply({ code, shape = 0 }: FaultRule, status: number): Reply {
    const refusal = new Refusal(code ?? faultCodes.get(status) ?? 2);
    return { status, body: errorBody(refusal, shapes[shape - 1] ?? this.#stage.settings().errorShape) };
  }

  /** Checks the command, the token, the role and the arguments; this order is undocumented. */
  async #perform(
    { isOwners, run }: Command,
    parameters: Parameters,
    authorization: string | undefined,
    arrival: number,
  ): Promise<Reply> {
    const { account, isOwner } = await this.#caller(parameters, authorization, arrival);
    // An insufficient role gets the same answer as a wrong token (voximplant.md, Errors).
    if (isOwners && !isOwner) throw new Refusal(100);
    return { status: 200, body: await run({ account, parameters, settings: this.#stage.settings() }) };
  }

  /** A token, or `account_id` and `api_key`, as clients older than service accounts send them. */
  async #caller(parameters: Parameters, authorization: string | undefined, arrival: number): Promise<Caller> {
    const apiKey = parameters.get('api_key');
    if (authorization !== undefined || apiKey === undefined) return signerOf(authorization, this.account, arrival);
    const account = this.account.withId(parameters.get('account_id') ?? '');
    if (account?.apiKey !== apiKey) throw new Refusal(100);
    return { account, isOwner: true };
  }
}

/** 103 only for a method that Voximplant does not have either. */
function unknownMethod(name: string): Refusal {
  if (!otherMethods.has(name)) return new Refusal(103);
  return new Refusal(104, undefined, `Voximplant has the method ${name}, but the emulator has only its Role System.`);
}

function readOrRefuse(request: CarrierRequest): Parameters | Refusal {
  try {
    return readParameters(request);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
