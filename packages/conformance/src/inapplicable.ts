/** Thrown by a behaviour that demands nothing of this provider; the message says why. */
export class Inapplicable extends Error {
  override readonly name = 'Inapplicable';
}

export function inapplicable(reason: string): never {
  throw new Inapplicable(reason);
}
