import type { VobizEmulator, VoximplantEmulator } from '@subuser/emulator';
import { vobiz } from '../carriers/vobiz.ts';
import { voximplant } from '../carriers/voximplant.ts';
import { openProfiles, type ProfileSession } from '../support/profile-session.ts';

export { type Ending, linesOf } from '../support/profile-session.ts';

/** The profiles `old` and `other` are accounts of Vobiz, `new` is one of Voximplant. */
export interface Session extends ProfileSession<'old' | 'new' | 'other'> {
  vobiz: VobizEmulator;
  voximplant: VoximplantEmulator;
  otherVobiz: VobizEmulator;
}

export async function openSession(): Promise<Session> {
  const session = await openProfiles({ old: vobiz, other: vobiz, new: voximplant });
  const { old, other, new: target } = session.accounts as Record<keyof Session['accounts'], unknown>;
  return {
    ...session,
    vobiz: old as VobizEmulator,
    voximplant: target as VoximplantEmulator,
    otherVobiz: other as VobizEmulator,
  };
}
