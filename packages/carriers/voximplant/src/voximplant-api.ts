import { Secret } from '@subuser/core';
import { isMissing, type Marked, readCount, readName, readTagged, tolerantRow, unreadable } from '@subuser/http';
import * as z from 'zod';
import { type DecimalId, isDecimalId } from './decimal-id.ts';

// Replies of the Management API by its reference and official clients (voximplant.md). They are read loosely: only used
// fields are named, and an odd value in a field that decides nothing counts as absent.

/** Documented as an integer; decimal text is accepted, too. */
const id = z.custom<DecimalId>(isDecimalId).transform(Number).pipe(z.int());
const flag = z.boolean().optional().catch(undefined);
const text = z.string().nullish();
const ids = z.array(id).optional().catch(undefined);
const count = z.preprocess(readCount, z.int().min(0)).optional().catch(undefined);

export const roleViewSchema = z.looseObject({
  role_name: z.string(),
  role_id: id,
  /** Only for the control panel. */
  gui_only: flag,
  /** True in the reference's example of a role that has parents; what else it means is unstated. */
  inherited: flag,
  child_ids: ids,
  /** A list, in spite of its name. */
  parent_role_id: ids,
});
export type RoleView = z.output<typeof roleViewSchema>;

/** Roles are rights: all of them can be read, or none is shown. */
function readRoles(value: unknown): unknown {
  if (isMissing(value)) return value;
  const areRoles = Array.isArray(value) && value.every((role) => roleViewSchema.safeParse(role).success);
  return areRoles ? value : unreadable;
}

const roleGroupViewSchema = z.looseObject({ id, name: z.string() });
export type RoleGroupView = z.output<typeof roleGroupViewSchema>;

export const subUserViewSchema = z.looseObject({
  subuser_id: id,
  /** The login, in lower case. */
  subuser_name: z.string(),
  description: text,
  /** Only where `with_roles` was asked for. */
  roles: z.array(roleViewSchema).nullish(),
});
export type SubUserView = z.output<typeof subUserViewSchema> & Marked;

const subUserRowSchema = tolerantRow(subUserViewSchema, {
  subuser_name: readName,
  description: readTagged,
  roles: readRoles,
});

const keyViewSchema = z.looseObject({
  key_id: z.string(),
  key_name: text.catch(undefined),
  description: text.catch(undefined),
  roles: z.array(roleViewSchema).nullish(),
  subuser: z.array(subUserRowSchema).nullish().catch(undefined),
});
export type KeyView = z.output<typeof keyViewSchema>;

const createdKeySchema = z.object({
  // It is shown only this once: no odd field may lose it.
  private_key: z
    .string()
    .min(1)
    .transform((pem) => new Secret(pem)),
  key_id: z.string().optional().catch(undefined),
  account_id: id.optional().catch(undefined),
  account_email: z.string().optional().catch(undefined),
});
export type CreatedKey = z.output<typeof createdKeySchema>;

/** Rows of a list. No documented reply of the role system contains `total_count`; it is read if it comes. */
export interface Rows<T> {
  result: T[];
  total_count?: number | undefined;
}

/** `null` is an empty list to some languages. */
function rowsOf<T>(row: z.ZodType<T>): z.ZodType<T[]> {
  return z.preprocess((rows) => (rows === null ? [] : rows), z.array(row));
}

export const subUserRowsSchema = z.object({ result: rowsOf(subUserRowSchema), total_count: count });

/** An object in the reference, an array of one in some official clients. */
function unwrapOne(result: unknown): unknown {
  return Array.isArray(result) && result.length === 1 ? result[0] : result;
}

function resultOf<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.object({ result: schema }).transform(({ result }) => result);
}

export const replies = {
  /** The reply of every method that returns no data. */
  done: resultOf(z.literal([1, '1', true]).transform(() => undefined)),
  addSubUser: resultOf(z.object({ subuser_id: id })),
  roles: resultOf(rowsOf(roleViewSchema)),
  roleGroups: resultOf(rowsOf(roleGroupViewSchema)),
  createdKey: resultOf(z.preprocess(unwrapOne, createdKeySchema)),
  keys: z.object({ result: rowsOf(keyViewSchema), total_count: count }),
};
