import { messageOf } from './error-messages.ts';

/** What the carrier refuses: becomes an error body, whichever shape that is set to have. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  /** The parameter at fault, where there is one: some replies carry it as `field_name` (voximplant.md [?]). */
  readonly field: string | undefined;

  constructor(code: number, field?: string) {
    super(messageOf(code));
    this.code = code;
    this.field = field;
  }
}
