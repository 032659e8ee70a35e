import { messageOf } from './error-messages.ts';

/** Thrown if a request breaks a rule of Voximplant; the script answers it with an error body. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  /** The parameter at fault, if there is one: some replies contain it as `field_name` (voximplant.md [?]). */
  readonly field: string | undefined;

  constructor(code: number, field?: string, message = messageOf(code)) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
