import type { SubUserId } from '@subuser/core';

/**
 * `=` the same · `*` differs · `+` only on the source · `-` only on the target, though a migration of this source created
 * it · `!` blocked, or none of its fields could be compared.
 */
export type Sigil = '=' | '*' | '+' | '-' | '!';

/** One sub-user on both sides. */
export interface VerificationLine {
  sigil: Sigil;
  /** On the source. For `-`: the id that its reference names. */
  id: SubUserId;
  /** On the source. For `-`: on the target. */
  name: string;
  target?: { id: SubUserId; name: string };
  /** The fields that differ; for `!`, those that block. */
  fields: string[];
  why: string[];
}

/** Comparisons of one field that were not possible, for one reason. */
export interface Uncompared {
  field: string;
  why: string;
  /** Number of sub-users. */
  count: number;
}

/** How far two accounts agree on the sub-users of a plan. */
export interface Verification {
  source: { profile: string; carrier: string; count: number };
  target: { profile: string; carrier: string; count: number };
  /** In order of source id, `-` last. */
  lines: VerificationLine[];
  counts: Record<Sigil, number>;
  /** Source sub-users that the plan's mapping leaves out. */
  filtered: number;
  /** Number of fields compared. */
  compared: number;
  uncompared: Uncompared[];
  /** Number of sub-users whose calls the target blocks until they are verified, those that the source blocks as well included. */
  callsBlocked: number;
  /** Everything is `=`, and something was compared. */
  isClean: boolean;
}

/** A line for a table: every value is a text. */
export interface VerificationRow {
  sigil: Sigil;
  id: string;
  name: string;
  targetId: string;
  targetName: string;
  fields: string;
  why: string;
}

export function verificationRows({ lines }: Verification): VerificationRow[] {
  return lines.map(({ sigil, id, name, target, fields, why }) => ({
    sigil,
    id,
    name,
    targetId: target?.id ?? '',
    targetName: target?.name ?? '',
    fields: fields.join(', '),
    why: why.join('; '),
  }));
}
