import {
  type Call,
  type CarrierRequest,
  type CarrierScript,
  type Reply,
  type Stage,
  unknownOperation,
} from '../server/carrier-script.ts';
import type { FaultRule } from '../server/fault.ts';
import { isJsonObject } from '../server/map-objects.ts';
import { type Match, Router } from '../server/router.ts';
import { Refusal } from './refusal.ts';
import type { Operation } from './routes/operation.ts';
import { operations } from './routes/operations.ts';
import type { Account } from './state/account.ts';
import type { SubAccount } from './state/sub-account.ts';
import type { VobizSettings } from './vobiz-settings.ts';
import { errorReply } from './wire/error-reply.ts';
import { parseJson } from './wire/json-body.ts';
import { oddBody } from './wire/odd-body.ts';

type FoundRoute = Match<Operation> & { readonly isRedirected?: boolean };

/** The parts of the API that Vobiz's clients call and that are not emulated. */
const notEmulated =
  /^(?!.*\/sub-accounts)\/api\/v1\/(?:auth|auth-token|partner|account|accounts\/[^/]+\/channel-[a-z-]+)(?:\/|$)/iu;

/** Vobiz's sub-accounts and their KYC for one main account. */
export class VobizScript implements CarrierScript {
  readonly operations = operations;
  /** Words, `v1`, and ids of either kind; a token is longer than any of them. */
  readonly plainSegment = /^(?:[A-Za-z-]{0,20}|v1|[MS]A_[A-Z\d]{1,16}|\d{1,16})$/u;
  readonly oddBody = oddBody;
  readonly account: Account;
  readonly #stage: Stage<VobizSettings>;
  readonly #router = new Router(operations);

  constructor(account: Account, stage: Stage<VobizSettings>) {
    this.account = account;
    this.#stage = stage;
  }

  route(request: CarrierRequest): Call {
    const match = this.#router.find(request.method, request.path) ?? this.#withoutSlash(request);
    const { operation, carrierOperation } = match?.route ?? unknownOperation;
    const body = parseJson(request);
    return {
      operation,
      carrierOperation,
      parameters: [...request.query.keys(), ...(isJsonObject(body) ? Object.keys(body) : [])],
      perform: () => this.#perform(request, match),
    };
  }

  refusalReply(error: unknown): Reply | undefined {
    if (!(error instanceof Refusal)) return undefined;
    const { status, message, broken, shape } = error;
    return errorReply({ status, message, broken, shape, at: this.#stage.now() });
  }

  faultReply({ shape, retryAfter }: FaultRule, status: number): Reply {
    return errorReply({
      status,
      message: 'The service could not answer this request',
      at: this.#stage.now(),
      ...(shape === undefined ? {} : { shape }),
      ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
    });
  }

  #perform(request: CarrierRequest, match: FoundRoute | undefined): Reply {
    const { account } = this;
    if (match === undefined) throw this.#unknown(request);
    if (match.isRedirected) {
      const query = request.query.toString();
      return { status: 307, headers: { location: `${request.path}/${query && `?${query}`}` }, applied: false };
    }
    this.#admit(request);
    const { route, parameters } = match;
    if ((parameters.get('account') ?? account.credentials.authId) !== account.credentials.authId) {
      throw new Refusal(404, 'Account not found');
    }
    const subAccountId = parameters.get('subAccount');
    return route.run({
      account,
      request,
      settings: this.#stage.settings(),
      now: this.#stage.now(),
      subAccount: subAccountId === undefined ? undefined : this.#find(subAccountId),
    });
  }

  /** A path that lacks only its last slash; whether it is served is a switch. */
  #withoutSlash({ method, path }: CarrierRequest): FoundRoute | undefined {
    const match = this.#router.find(method, `${path}/`);
    const { missingSlash } = this.#stage.settings();
    if (missingSlash === 'strict' || (missingSlash === 'lenient-get' && method !== 'GET')) return undefined;
    return match && { ...match, isRedirected: missingSlash === 'redirect' };
  }

  #unknown(request: CarrierRequest): Refusal {
    if (this.#isMisspelt(request)) return new Refusal(401, 'Unauthorized');
    if (!notEmulated.test(request.path)) return new Refusal(404, 'Not Found');
    return new Refusal(501, 'Vobiz has this part of its API, but the emulator has only sub-accounts and their KYC');
  }

  /** Whether only its case, or a singular, makes the path unknown: "`/accounts/`, plural and lowercase" (seed 000). */
  #isMisspelt({ method, path }: CarrierRequest): boolean {
    const intended = path.toLowerCase().replace(/^\/api\/v1\/account\//u, '/api/v1/accounts/');
    return this.#router.find(method, intended) !== undefined;
  }

  /** Vobiz's SDKs also send `Authorization`, which is ignored. */
  #admit({ headers }: CarrierRequest): void {
    const [login, secret] = [headers['x-auth-id'], headers['x-auth-token']];
    if (typeof login !== 'string' || typeof secret !== 'string' || !this.account.authenticates(login, secret)) {
      throw new Refusal(401, 'Invalid authentication credentials');
    }
    const own = this.account.subAccounts.find(login);
    if (own === undefined) return;
    // A sub-account's own pair is valid, but not for administration (Vobiz's sub-account skill, [D]).
    own.lastUsedMicroseconds = Math.floor(this.#stage.now() * 1000);
    throw new Refusal(403, 'Only the main account may do this');
  }

  #find(authId: string): SubAccount {
    if (authId === this.account.otherParent.subAccountId) {
      throw new Refusal(403, 'This sub-account belongs to another account');
    }
    const subAccount = this.account.subAccounts.find(authId);
    if (subAccount === undefined) throw new Refusal(404, 'Sub-account not found');
    return subAccount;
  }
}
