import type { CallOptions } from '@subuser/core';
import { fitting } from '@subuser/http';
import type * as z from 'zod';
import {
  type CinMatches,
  cinMatchesSchema,
  type DigilockerRequest,
  digilockerSchema,
  type KycSession,
  type KycSessionBody,
  kycSessionSchema,
  type KycStatus,
  kycStatusSchema,
  type KycStep,
  kycStepSchema,
} from './vobiz-kyc-api.ts';
import type { SendVobizCall } from './vobiz-send.ts';

/** The steps of both modes (vobiz.md, KYC [D]). Errors never contain what identifies a person. */
export interface VobizKycSteps {
  /** `pan`: 10 characters. */
  verifyPan(id: string, body: { pan: string }, call?: CallOptions): Promise<KycStep>;
  /** `gstin`: 15 characters. */
  verifyGst(id: string, body: { gstin: string }, call?: CallOptions): Promise<KycStep>;
  searchCin(id: string, body: { company_name: string }, call?: CallOptions): Promise<CinMatches>;
  confirmCin(id: string, body: { company_name: string; selected_cin: string }, call?: CallOptions): Promise<KycStep>;
  initiateDigilocker(
    id: string,
    body: { redirect_url: string; oauth_state?: string },
    call?: CallOptions,
  ): Promise<DigilockerRequest>;
  verifyDigilocker(
    id: string,
    body: { access_request_id: string; linked_number?: string },
    call?: CallOptions,
  ): Promise<KycStep>;
}

export interface VobizKycClient extends VobizKycSteps {
  status(id: string, call?: CallOptions): Promise<KycStatus>;
  /** A hosted verification: Vobiz mails the customer a link, or returns one to send them to. */
  createSession(id: string, body: KycSessionBody, call?: CallOptions): Promise<KycSession>;
}

export interface VobizKycTestClient extends VobizKycSteps {
  /** Finishes a verification that a magic input left pending. */
  finalizePending(
    id: string,
    body: { verification_type: string; outcome: string },
    call?: CallOptions,
  ): Promise<KycStep>;
}

type Post = <S extends z.ZodType>(
  step: { name: string; path: string; schema: S },
  id: string,
  body: object,
  call?: CallOptions,
) => Promise<z.output<S>>;

const personal = new Set(['pan', 'gstin', 'linked_number', 'customer_email', 'oauth_state', 'access_request_id']);

/** Every POST counts as a write, a search too: it asks a registry outside, and is sent once. */
function poster(send: SendVobizCall, base: string, prefix: string): Post {
  return ({ name, path, schema }, id, body, call) =>
    send(
      {
        operation: `${prefix}.${name}`,
        effect: 'write',
        method: 'POST',
        path: `${base}/${id}/${path}`,
        id,
        body,
        personal: Object.entries(body).flatMap(([field, value]) => (personal.has(field) ? [String(value)] : [])),
        read: fitting(schema),
      },
      call,
    );
}

const steps = {
  verifyPan: { name: 'verifyPan', path: 'kyc/verify-pan', schema: kycStepSchema },
  verifyGst: { name: 'verifyGst', path: 'kyc/verify-gst', schema: kycStepSchema },
  searchCin: { name: 'searchCin', path: 'kyc/cin/search', schema: cinMatchesSchema },
  confirmCin: { name: 'confirmCin', path: 'kyc/cin/confirm', schema: kycStepSchema },
  initiateDigilocker: { name: 'initiateDigilocker', path: 'kyc/digilocker/initiate', schema: digilockerSchema },
  verifyDigilocker: { name: 'verifyDigilocker', path: 'kyc/digilocker/verify', schema: kycStepSchema },
  createSession: { name: 'createSession', path: 'kyc-sessions', schema: kycSessionSchema },
  finalizePending: { name: 'finalizePending', path: 'kyc/finalize-pending', schema: kycStepSchema },
};

function stepsOver(post: Post): VobizKycSteps {
  return {
    verifyPan: (id, body, call) => post(steps.verifyPan, id, body, call),
    verifyGst: (id, body, call) => post(steps.verifyGst, id, body, call),
    searchCin: (id, body, call) => post(steps.searchCin, id, body, call),
    confirmCin: (id, body, call) => post(steps.confirmCin, id, body, call),
    initiateDigilocker: (id, body, call) => post(steps.initiateDigilocker, id, body, call),
    verifyDigilocker: (id, body, call) => post(steps.verifyDigilocker, id, body, call),
  };
}

export function createVobizKycClient(send: SendVobizCall): VobizKycClient {
  const base = '/api/v1/sub-accounts';
  const post = poster(send, base, 'kyc');
  return {
    ...stepsOver(post),
    status: (id, call) =>
      send(
        {
          operation: 'verification',
          carrierOperation: 'kyc.status',
          effect: 'read',
          method: 'GET',
          path: `${base}/${id}/kyc/status`,
          id,
          read: fitting(kycStatusSchema),
        },
        call,
      ),
    createSession: (id, body, call) => post(steps.createSession, id, body, call),
  };
}

export function createVobizKycTestClient(send: SendVobizCall): VobizKycTestClient {
  const post = poster(send, '/api/v1/sub-accounts/test', 'kycTest');
  return {
    ...stepsOver(post),
    finalizePending: (id, body, call) => post(steps.finalizePending, id, body, call),
  };
}
