import type { InventoryRow } from '../inventory/inventory.ts';
import type { DesiredSubUser } from './desired-sub-user.ts';
import type { ChosenName } from './name-chooser.ts';
import type { Pairing } from './pair-sub-users.ts';

/** One source sub-user with everything that is known about it before its step is decided. */
export interface Candidate {
  source: InventoryRow;
  pairing: Pairing;
  desired: DesiredSubUser;
  name: ChosenName;
}
