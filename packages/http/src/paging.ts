import { SubUserError } from '@subuser/core';

/** The refusal of a cursor that no page of this carrier has given. */
export function cursorRefusal(carrier: string): SubUserError {
  const rules = [{ field: 'cursor', rule: 'must be the next of an earlier page' }];
  return SubUserError.refusal(rules, { carrier, operation: 'list' });
}

/** How many pages behind the next one a page names; core asks for several at a time. */
const mostAhead = 8;

/** Where the next page begins and those behind it, in steps of so much, below `end`. */
export function placesAhead(next: number, step: number, end: number): number[] {
  const places: number[] = [];
  for (let place = next; place < end && places.length <= mostAhead; place += step) places.push(place);
  return places;
}
