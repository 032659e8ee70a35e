import { type SubUser, SubUserError } from '@subuser/core';

/** Makes an adapter's `nativeOf`, which throws `invalid-argument` for a sub-user of another carrier. */
export function nativeReader<T extends object>(carrier: string, idField: keyof T & string): (subUser: SubUser) => T {
  return ({ carrier: origin, native }) => {
    if (origin === carrier && typeof native === 'object' && native !== null && idField in native) return native as T;
    const rules = [{ field: 'subUser', rule: `must have been read by the ${carrier} adapter` }];
    throw SubUserError.refusal(rules, { carrier, operation: 'nativeOf' });
  };
}
