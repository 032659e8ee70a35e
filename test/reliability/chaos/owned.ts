import type { Row } from '../../carriers/carrier-under-test.ts';
import { Field } from './field.ts';
import { readDescription } from './tag.ts';

/** Every set of some grants. */
export function subsetsOf(grants: readonly string[]): string[][] {
  return Array.from({ length: 2 ** grants.length }, (_, set) =>
    grants.filter((_grant, place) => (set >> place) % 2 === 1),
  );
}

/** A sub-user that the library reported as created, and what its caller must believe about it after every later report. */
export class Owned {
  readonly id: string;
  readonly login: string;
  existence: 'there' | 'gone' | 'unsure' = 'there';
  readonly name: Field<string>;
  readonly text: Field<string>;
  readonly reference: Field<string | null>;
  readonly enabled: Field<boolean>;
  readonly grants: Field<string>;
  readonly secret: Field<string>;

  constructor(login: string, secret: string, row: Row) {
    const { text, reference } = readDescription(row.description);
    this.id = row.id;
    this.login = login;
    this.name = new Field(row.name);
    this.text = new Field(text);
    this.reference = new Field(reference);
    this.enabled = new Field(row.enabled);
    this.grants = new Field(row.grants);
    this.secret = new Field(secret);
  }

  /** A lost write of the description also writes the reference as it was when it was read, and the other way round. */
  describedMayBecome(change: { text?: string; reference?: string | null }): void {
    this.text.mayBecome(...this.text.values, ...(change.text === undefined ? [] : [change.text]));
    this.reference.mayBecome(...this.reference.values, ...(change.reference === undefined ? [] : [change.reference]));
  }

  /** How the truth contradicts what was reported. */
  contradictions(row: Row | undefined, authenticates: (login: string, secret: string) => boolean): string[] {
    if (row === undefined) return this.existence === 'there' ? [`${this.id} is missing`] : [];
    if (this.existence === 'gone') return [`${this.id} is there, though its deletion was reported`];
    const { text, reference } = readDescription(row.description);
    const fields = [
      ['name', this.name, row.name],
      ['text', this.text, text],
      ['reference', this.reference, reference],
      ['enabled', this.enabled, row.enabled],
      ['grants', this.grants, row.grants],
    ] as const;
    const wrong = fields.flatMap(([what, field, value]) =>
      (field as Field<unknown>).allows(value)
        ? []
        : [`${what} of ${this.id} is ${String(value)}, reported was ${field.values.join(' or ')}`],
    );
    // A lost deletion may have arrived since the row was read.
    const works = this.existence === 'unsure' || this.secret.values.some((secret) => authenticates(this.login, secret));
    return works ? wrong : [...wrong, `the secret that was reported for ${this.id} does not work`];
  }

  /** Adopts the truth once nothing contradicts it; lost writes may still arrive. */
  learn(row: Row | undefined): void {
    if (row === undefined) return;
    const { text, reference } = readDescription(row.description);
    this.name.set(row.name);
    this.text.set(text);
    this.reference.set(reference);
    this.enabled.set(row.enabled);
    this.grants.set(row.grants);
  }
}
