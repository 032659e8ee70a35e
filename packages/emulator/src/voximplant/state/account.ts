import { ServiceKeys } from './service-keys.ts';
import { SubUsers } from './sub-users.ts';

/** One account and what it owns. Child accounts are not played. */
export class Account {
  readonly id: number;
  readonly email: string;
  readonly keys = new ServiceKeys();
  subUsers = new SubUsers();

  constructor(id: number, email: string) {
    this.id = id;
    this.email = email;
  }

  /** Forgets the sub-users and every key except `kept`. */
  reset(kept: string): void {
    this.subUsers = new SubUsers();
    for (const key of this.keys.page(0, this.keys.size)) if (key.id !== kept) this.keys.remove(key);
  }
}
