import type { Http } from '@subuser/http';
import { createKeyCalls, type KeyCalls } from './key-calls.ts';
import { createRoleCalls, type RoleCalls } from './role-calls.ts';
import type { SendCommand } from './send-command.ts';
import { createSubUserCalls, type SubUserCalls } from './sub-user-calls.ts';

/**
 * Voximplant itself: one method a documented call of the role system, in Voximplant's own words. Every method rejects
 * with `SubUserError` only, a refusal in a 200 included; what cannot be sent is refused before anything is.
 */
export interface VoximplantClient extends SubUserCalls, KeyCalls, RoleCalls {
  close(): Promise<void>;
}

export function createClient(send: SendCommand, http: Pick<Http, 'close'>): VoximplantClient {
  return {
    ...createSubUserCalls(send),
    ...createKeyCalls(send),
    ...createRoleCalls(send),
    close: () => http.close(),
  };
}
