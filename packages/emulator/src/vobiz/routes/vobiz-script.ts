import { unknownOperation } from '../../server/carrier-script.ts';
import type { Call, CarrierPlay, CarrierRequest, Reply } from '../../server/carrier-script.ts';
import type { FaultRule } from '../../server/fault.ts';
import { Refusal } from '../refusal.ts';
import { randomMainAccountId, randomToken } from '../state/identifiers.ts';
import { SubAccountRegister } from '../state/sub-account-register.ts';
import { newSubAccount } from '../state/sub-account.ts';
import type { SubAccount } from '../state/sub-account.ts';
import type { VobizDialect } from '../vobiz-dialect.ts';
import { errorReply } from '../wire/error-reply.ts';
import { isJsonObject, parseJson } from '../wire/json-body.ts';
import { withOddFields } from '../wire/odd-fields.ts';
import { operations, Routes } from './route-table.ts';

/** The parent's pair, as `X-Auth-ID` and `X-Auth-Token`. Random at every start, hence worth nothing elsewhere. */
export interface VobizCredentials {
  readonly authId: string;
  readonly authToken: string;
}

/** Vobiz's sub-accounts and their KYC: who may ask, what is found, what a rule refuses. */
export class VobizPlay implements CarrierPlay {
  readonly operations = operations;
  /** Words, `v1`, and ids of either kind; a token is longer than any of them. */
  readonly plainSegment = /^(?:[A-Za-z-]{0,20}|v1|[MS]A_[A-Z\d]{1,16}|\d{1,16})$/u;
  readonly credentials: VobizCredentials = { authId: randomMainAccountId(), authToken: randomToken() };
  /** A second main account, which is not the caller's, with its one sub-account. */
  readonly otherParent = { authId: randomMainAccountId(), subAccountId: newOtherSubAccount().authId };
  readonly #routes = new Routes();
  readonly #register: SubAccountRegister;
  readonly #now: () => number;
  readonly #dialect: () => VobizDialect;

  /** `now` in milliseconds; `dialect` is asked at every answer. */
  constructor(now: () => number, dialect: () => VobizDialect) {
    this.#now = now;
    this.#dialect = dialect;
    this.#register = new SubAccountRegister(now);
  }

  route(request: CarrierRequest): Call {
    const match = this.#routes.find(request.method, request.path);
    const { operation, carrierOperation } = match?.route ?? unknownOperation;
    const body = parseJson(request);
    return {
      operation,
      carrierOperation,
      parameters: [...request.query.keys(), ...(isJsonObject(body) ? Object.keys(body) : [])],
      perform: () => {
        try {
          return this.#perform(request, match);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          const { status, message, broken } = error;
          return errorReply({ status, message, at: this.#now(), ...(broken === undefined ? {} : { broken }) });
        }
      },
    };
  }

  faultReply(rule: FaultRule, status: number): Reply {
    const { shape, retryAfter } = rule;
    return errorReply({
      status,
      message: 'The service could not answer this request',
      at: this.#now(),
      ...(shape === undefined ? {} : { shape }),
      ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
    });
  }

  oddReply(reply: Reply): Reply {
    return { ...reply, body: withOddFields(reply.body) };
  }

  seed(count: number): readonly string[] {
    return this.#register.seed(count);
  }

  reset(): void {
    this.#register.reset();
  }

  /** Whether the pair is the parent's, or that of a sub-account that exists now. */
  authenticates(login: string, secret: string): boolean {
    if (login === this.credentials.authId) return secret === this.credentials.authToken;
    return this.#register.find(login)?.token === secret;
  }

  #perform(request: CarrierRequest, match: ReturnType<Routes['find']>): Reply {
    if (match === undefined) {
      const isMisspelt = this.#routes.isMisspelt(request.method, request.path);
      throw isMisspelt ? new Refusal(401, 'Unauthorized') : new Refusal(404, 'Not Found');
    }
    this.#admit(request);
    const parentAuthId = this.credentials.authId;
    if (match.account !== undefined && match.account !== parentAuthId) throw new Refusal(404, 'Account not found');
    return match.route.run({
      request,
      register: this.#register,
      parentAuthId,
      dialect: this.#dialect(),
      now: this.#now(),
      subAccount: match.subAccount === undefined ? undefined : this.#find(match.subAccount),
    });
  }

  /** `Authorization`, which Vobiz's SDKs send as well, is not looked at. */
  #admit({ headers }: CarrierRequest): void {
    const [login, secret] = [headers['x-auth-id'], headers['x-auth-token']];
    if (typeof login !== 'string' || typeof secret !== 'string' || !this.authenticates(login, secret)) {
      throw new Refusal(401, 'Invalid authentication credentials');
    }
    // A sub-account's own pair is good, but not for administration (Vobiz's sub-account skill, [D]).
    if (login !== this.credentials.authId) throw new Refusal(403, 'Only the main account may do this');
  }

  #find(authId: string): SubAccount {
    if (authId === this.otherParent.subAccountId) throw new Refusal(403, 'This sub-account belongs to another account');
    const subAccount = this.#register.find(authId);
    if (subAccount === undefined) throw new Refusal(404, 'Sub-account not found');
    return subAccount;
  }
}

function newOtherSubAccount(): SubAccount {
  return newSubAccount({ number: 0, microseconds: 0 }, { name: 'Somebody else' });
}
