import { Refusal } from '../refusal.ts';
import { passwordDigest } from './password-digest.ts';

/** The id in seed 004's example reply; later ids count up from it. */
const firstId = 109;

export interface SubUser {
  readonly id: number;
  /** As stored: in lower case. */
  readonly login: string;
  /** Undefined until it is first set; replies then omit it. */
  description: string | undefined;
  readonly roleIds: Set<number>;
  /** Digests of every password that this sub-user has had; the last one is current. */
  readonly passwords: string[];
}

export interface NewSubUser {
  readonly login: string;
  readonly password: string;
  readonly description: string | undefined;
  readonly roleIds: Iterable<number>;
}

/** The account's sub-users, in ascending order of id. Ids are never reused. */
export class SubUsers {
  readonly #rows: SubUser[] = [];
  readonly #byId = new Map<number, SubUser>();
  readonly #byLogin = new Map<string, SubUser>();
  #nextId = firstId;

  get size(): number {
    return this.#rows.length;
  }

  /** The id that the next one gets. */
  get nextId(): number {
    return this.#nextId;
  }

  /** Refuses a login that is taken (436). */
  add({ login, password, description, roleIds }: NewSubUser): SubUser {
    if (this.#byLogin.has(login)) throw new Refusal(436, 'new_subuser_name');
    const subUser: SubUser = {
      id: this.#nextId,
      login,
      description,
      roleIds: new Set(roleIds),
      passwords: [passwordDigest(password)],
    };
    this.#nextId += 1;
    this.#rows.push(subUser);
    this.#byId.set(subUser.id, subUser);
    this.#byLogin.set(login, subUser);
    return subUser;
  }

  /** Refuses an unknown or deleted id (434). */
  byId(id: number): SubUser {
    const subUser = this.#byId.get(id);
    if (subUser === undefined) throw new Refusal(434, 'subuser_id');
    return subUser;
  }

  page(offset: number, count: number): readonly SubUser[] {
    return this.#rows.slice(offset, offset + count);
  }

  remove(subUser: SubUser): void {
    this.#rows.splice(this.#rows.indexOf(subUser), 1);
    this.#byId.delete(subUser.id);
    this.#byLogin.delete(subUser.login);
  }

  /** Whether this login, in any case, has this password. */
  authenticates(login: string, password: string): boolean {
    const subUser = this.#byLogin.get(login.toLowerCase());
    return subUser !== undefined && hasPassword(subUser, password);
  }
}

export function hasPassword(subUser: SubUser, password: string): boolean {
  return subUser.passwords.at(-1) === passwordDigest(password);
}

/** Refuses the current password and earlier ones (535). */
export function changePassword(subUser: SubUser, password: string): void {
  const digest = passwordDigest(password);
  if (subUser.passwords.includes(digest)) throw new Refusal(535, 'new_subuser_password');
  subUser.passwords.push(digest);
}
