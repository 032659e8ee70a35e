import type { SubUserId } from '@subuser/core';

/**
 * `=` the same · `*` differs · `+` only on the source · `-` only on the target, though a migration of this source made
 * it · `!` blocked, or nothing of it could be compared.
 */
export type Sigil = '=' | '*' | '+' | '-' | '!';

/** One sub-user as it stands on both sides. */
export interface VerificationLine {
  sigil: Sigil;
  /** On the source. Of `-`: the id that its reference names. */
  id: SubUserId;
  /** On the source. Of `-`: on the target. */
  name: string;
  target?: { id: SubUserId; name: string };
  /** What differs; of `!`, what stands in the way. */
  fields: string[];
  why: string[];
}

/** Comparisons of one field that could not be made, for one reason. */
export interface Uncompared {
  field: string;
  why: string;
  /** Sub-users. */
  count: number;
}

/** How far two accounts agree about the sub-users of a plan. */
export interface Verification {
  source: { profile: string; carrier: string; count: number };
  target: { profile: string; carrier: string; count: number };
  /** In order of source id, those of `-` last. */
  lines: VerificationLine[];
  counts: Record<Sigil, number>;
  /** Source sub-users that the plan's mapping leaves out. */
  filtered: number;
  /** Comparisons of a field that were made. */
  compared: number;
  uncompared: Uncompared[];
  /** Everything is `=`, and something was compared. */
  isClean: boolean;
}

/** A line as a table has it: every value a text. */
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
