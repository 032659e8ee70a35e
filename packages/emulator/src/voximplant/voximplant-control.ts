import type { Control } from '../server/control.ts';
import { type ControlOptions, LoopbackControl } from '../server/loopback-control.ts';
import type { CarrierPlay } from '../server/carrier-script.ts';
import { grantableRoleIds } from './routes/key-role-methods.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Account } from './state/account.ts';
import { issueKey, type VoximplantCredentials } from './state/issue-key.ts';
import { newKeyPair } from './state/key-pair.ts';
import { ROLES } from './state/roles.ts';

/** The common control, the settings, and what only the control can know or do. `reset` restores the settings as well. */
export interface VoximplantControl extends Control, Settings {
  /**
   * Makes a key that belongs to a sub-user, as the control panel does: GetKeys can show such keys (`subuser`), but no
   * documented method makes one. Throws what CreateKey answers: 434 for an unknown sub-user, 435 for a role that the
   * sub-user does not hold or that is for the panel only.
   */
  createSubUserKey(subUserId: number, roleIds?: readonly number[]): Promise<VoximplantCredentials>;
}

export class VoximplantLoopbackControl extends LoopbackControl implements VoximplantControl {
  clockSkewMs = DEFAULT_SETTINGS.clockSkewMs;
  errorShape = DEFAULT_SETTINGS.errorShape;
  createdKeyShape = DEFAULT_SETTINGS.createdKeyShape;
  totalCount = DEFAULT_SETTINGS.totalCount;
  subUserLimit = DEFAULT_SETTINGS.subUserLimit;
  keyLimit = DEFAULT_SETTINGS.keyLimit;
  readonly #account: Account;

  constructor(play: CarrierPlay, account: Account, options: ControlOptions) {
    super(play, { ...options, now: () => options.now() + this.clockSkewMs });
    this.#account = account;
  }

  async createSubUserKey(subUserId: number, roleIds: readonly number[] = []): Promise<VoximplantCredentials> {
    const owner = this.#account.subUsers.byId(subUserId);
    const roles = ROLES.filter((role) => roleIds.includes(role.id));
    const granted = grantableRoleIds(roles, owner);
    return issueKey(this.#account, await newKeyPair(), { roleIds: granted, subUserId });
  }

  override reset(): void {
    super.reset();
    Object.assign(this, DEFAULT_SETTINGS);
  }
}
