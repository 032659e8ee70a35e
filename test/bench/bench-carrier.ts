import type { Credentials, NewSubUser, SubUserProvider } from '@subuser/core';
import type { Agent } from 'undici';
import { request } from 'undici';
import { carrierNames } from '../../workspace.ts';

/** A request as bare undici sends it. */
export interface BareRequest {
  method: 'GET' | 'POST';
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What a bench needs to know of a carrier: how to open an account, and the same requests made by hand. */
export interface BenchCarrier {
  open(baseUrl: string, options?: { pace?: object }): SubUserProvider;
  draft: NewSubUser;
  /** An id that the bench server knows. */
  id: string;
  bare: {
    get: () => BareRequest;
    create: (draft: object) => BareRequest;
    page: (size: number) => BareRequest;
    /** The next page of a whole list after so many rows; `undefined` after the last. */
    next: (rows: number, reply: unknown) => BareRequest | undefined;
    /** How many rows of a reply are new, after so many. */
    count: (reply: unknown, rows: number) => number;
  };
  /** The id and the credentials in a reply to `bare.create`, where a create answers with any. */
  credentialsIn?: (reply: unknown) => Credentials & { id: string };
  /** The documented forms of a page, by the names that the bench server knows. */
  forms: readonly string[];
  /** Time of a long list, to the same pages read bare one after the other. */
  listTime: { atMost: number };
  /** Which row of the account an id names, from 0. */
  placeOf: (id: string) => number;
}

export type Named = BenchCarrier & { name: string };

export async function benchCarrier(name: string): Promise<Named> {
  const { carrier } = (await import(`../carriers/${name}/bench.ts`)) as { carrier: BenchCarrier };
  return { ...carrier, name };
}

export const benchCarriers = (): Promise<Named[]> => Promise.all(carrierNames().map(benchCarrier));

export type Issuing = Named & Required<Pick<BenchCarrier, 'credentialsIn'>>;

/** The first carrier whose creates answer with credentials: what a migration is measured on. */
export async function issuingCarrier(): Promise<Issuing> {
  const carriers = await benchCarriers();
  const issuing = carriers.find((carrier): carrier is Issuing => carrier.credentialsIn !== undefined);
  if (issuing === undefined) throw new Error('No carrier whose creates answer with credentials has a bench');
  return issuing;
}

/** The parsed reply, and nothing else done. */
export async function sendBare(origin: string, dispatcher: Agent, asked: BareRequest): Promise<unknown> {
  const { path, ...rest } = asked;
  const { body } = await request(origin + path, { dispatcher, headersTimeout: 0, bodyTimeout: 0, ...rest });
  return JSON.parse(await body.text());
}

/** All rows of a list, page after page; how many there were. */
export async function listBare(origin: string, dispatcher: Agent, { bare }: BenchCarrier): Promise<number> {
  let rows = 0;
  let reply: unknown;
  for (let asked = bare.next(0, undefined); asked !== undefined; asked = bare.next(rows, reply)) {
    reply = await sendBare(origin, dispatcher, asked);
    const fresh = bare.count(reply, rows);
    if (fresh <= 0) break;
    rows += fresh;
  }
  return rows;
}
