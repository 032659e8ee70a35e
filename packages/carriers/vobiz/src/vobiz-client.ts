import { type CallOptions, Secret, SubUserError } from '@subuser/core';
import { encodeForm, fitting, type Http, type ReadReply } from '@subuser/http';
import * as z from 'zod';
import { type CreatedSubAccount, readCreated } from './created-sub-account.ts';
import { fastPage, fastSubAccount } from './fast-replies.ts';
import { rescueCredentials } from './rescue-credentials.ts';
import {
  bareSubAccountSchema,
  deletedSchema,
  type SubAccount,
  type SubAccountPage,
  subAccountPageSchema,
} from './vobiz-api.ts';
import {
  createVobizKycClient,
  createVobizKycTestClient,
  type VobizKycClient,
  type VobizKycTestClient,
} from './vobiz-kyc-client.ts';
import type { CreateSubAccountBody, ListSubAccountsQuery, UpdateSubAccountBody } from './vobiz-request.ts';
import { createVobizSend, type VobizAccount } from './vobiz-send.ts';

/**
 * Vobiz itself: one method a documented call, in Vobiz's own words. Every method rejects with `SubUserError` only; an id
 * that is not `SA_…` is refused before anything is sent.
 */
export interface VobizClient {
  /** Newest first. */
  listSubAccounts(query?: ListSubAccountsQuery, call?: CallOptions): Promise<SubAccountPage>;
  /** The only reply that ever shows the sub-account's token. */
  createSubAccount(body: CreateSubAccountBody, call?: CallOptions): Promise<CreatedSubAccount>;
  retrieveSubAccount(id: string, call?: CallOptions): Promise<SubAccount>;
  /** What is left out of the body stays; `permissions` is replaced as a whole. */
  updateSubAccount(id: string, body: UpdateSubAccountBody, call?: CallOptions): Promise<SubAccount>;
  deleteSubAccount(id: string, call?: CallOptions): Promise<void>;
  readonly kyc: VobizKycClient;
  /** The mock calls of Vobiz's KYC test mode: no document is looked up, but real state is written. */
  readonly kycTest: VobizKycTestClient;
  close(): Promise<void>;
}

const readPage = fitting(z.withParser(subAccountPageSchema, (body) => fastPage(body) ?? z.INVALID));
const readBare = fitting(z.withParser(bareSubAccountSchema, (body) => fastSubAccount(body) ?? z.INVALID));

const readMessage = fitting(deletedSchema);

/**
 * 200 with a message or 204 without a body: the documents say both (vobiz.md [D][?]). For a 200 without a body gives the
 * error that it is unless the sub-account is gone.
 */
const readDeleted: ReadReply<SubUserError | undefined> = (reply) => {
  if (reply.isBlank()) return reply.misfit({ field: 'body', rule: 'must be JSON, is empty' });
  if (reply.status !== 204) readMessage(reply);
  return undefined;
};

/** The sub-account that was asked for, and no other. */
function readOne(id: string): ReadReply<SubAccount> {
  return (reply) => {
    const subAccount = readBare(reply);
    if (subAccount.auth_id === id) return subAccount;
    throw reply.misfit({ field: 'auth_id', rule: 'must be the one asked for' });
  };
}

export function createClient(http: Http, account: VobizAccount): VobizClient {
  const send = createVobizSend(http, account);
  const base = `/api/v1/accounts/${account.authId}/sub-accounts`;
  const retrieveSubAccount: VobizClient['retrieveSubAccount'] = (id, call) =>
    send(
      {
        operation: 'get',
        carrierOperation: 'retrieveSubAccount',
        effect: 'read',
        method: 'GET',
        path: `${base}/${id}`,
        id,
        read: readOne(id),
      },
      call,
    );
  const isGone = (id: string, call?: CallOptions): Promise<boolean> =>
    retrieveSubAccount(id, call).then(
      () => false,
      (error: unknown) => SubUserError.is(error, 'not-found'),
    );
  return {
    listSubAccounts({ page, size, active_only } = {}, call) {
      const query = encodeForm(Object.entries({ page, size, active_only }));
      return send(
        {
          operation: 'list',
          carrierOperation: 'listSubAccounts',
          effect: 'read',
          method: 'GET',
          path: query === '' ? `${base}/` : `${base}/?${query}`,
          read: readPage,
        },
        call,
      );
    },
    createSubAccount(body, call) {
      const { password: secret, ...asked } = body;
      const password = secret instanceof Secret ? secret.reveal() : secret;
      return send(
        {
          operation: 'create',
          carrierOperation: 'createSubAccount',
          effect: 'write',
          method: 'POST',
          path: `${base}/`,
          subject: body.name,
          body: { ...body, ...(password !== undefined && { password }) },
          isConfidential: password !== undefined,
          read: (reply) => readCreated(reply, asked),
          rescue: (text) => rescueCredentials(text, account.authToken),
        },
        call,
      );
    },
    retrieveSubAccount,
    updateSubAccount: (id, body, call) =>
      send(
        {
          operation: 'update',
          carrierOperation: 'updateSubAccount',
          effect: 'write',
          method: 'PUT',
          path: `${base}/${id}`,
          id,
          body,
          read: readOne(id),
        },
        call,
      ),
    async deleteSubAccount(id, call) {
      const doubt = await send(
        {
          operation: 'delete',
          carrierOperation: 'deleteSubAccount',
          effect: 'write',
          method: 'DELETE',
          path: `${base}/${id}`,
          id,
          read: readDeleted,
        },
        call,
      );
      if (doubt !== undefined && !(await isGone(id, call))) throw doubt;
    },
    kyc: createVobizKycClient(send),
    kycTest: createVobizKycTestClient(send),
    close: () => http.close(),
  };
}
