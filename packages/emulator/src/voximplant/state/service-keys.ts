import type { KeyObject } from 'node:crypto';
import type { Chance } from '../../server/chance.ts';
import { Refusal } from '../refusal.ts';

export interface ServiceKey {
  /** The `kid` of the tokens that it signs. */
  readonly id: string;
  name: string;
  description: string;
  readonly roleIds: Set<number>;
  readonly publicKey: KeyObject;
  /** The sub-user who owns the key; undefined for the account's own keys. */
  readonly subUserId: number | undefined;
}

export interface NewServiceKey {
  /** A UUID unless given. */
  readonly id?: string | undefined;
  /** By default the key's id: GetKeys' `key_name` is never empty, and its default is undocumented. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly roleIds: Iterable<number>;
  readonly subUserId?: number | undefined;
}

/** The account's service keys, oldest first. Like the carrier, it returns private keys once and does not store them. */
export class ServiceKeys {
  readonly #byId = new Map<string, ServiceKey>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get size(): number {
    return this.#byId.size;
  }

  add(
    publicKey: KeyObject,
    { name, description, roleIds, subUserId, id = this.#chance.uuid() }: NewServiceKey,
  ): ServiceKey {
    const key: ServiceKey = {
      id,
      name: name ?? id,
      description: description ?? '',
      roleIds: new Set(roleIds),
      publicKey,
      subUserId,
    };
    this.#byId.set(id, key);
    return key;
  }

  find(id: string): ServiceKey | undefined {
    return this.#byId.get(id);
  }

  /** Refuses an unknown or deleted id (433). */
  byId(id: string): ServiceKey {
    const key = this.#byId.get(id);
    if (key === undefined) throw new Refusal(433, 'key_id');
    return key;
  }

  page(offset: number, count: number): readonly ServiceKey[] {
    return [...this.#byId.values()].slice(offset, offset + count);
  }

  ofSubUser(subUserId: number): readonly ServiceKey[] {
    return [...this.#byId.values()].filter((key) => key.subUserId === subUserId);
  }

  remove(key: ServiceKey): void {
    this.#byId.delete(key.id);
  }
}
