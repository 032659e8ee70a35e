/** One thing that a carrier's documents contradict or leave open, and that a test may therefore set. */
export interface Switch<Value = unknown> {
  /** In force unless it is set. */
  readonly usual: Value;
  /** Every value it can have; absent if it can have any number from 1. */
  readonly values?: readonly Value[];
  /** What it decides, and which document says what. */
  readonly about: string;
}

/** A carrier's switches by name. They are data, so that a command can show and set those of any carrier. */
export type Switches = Readonly<Record<string, Switch>>;

/** The values of a carrier's switches, as members of its control. */
export type SettingsOf<Some extends Switches> = {
  -readonly [Name in keyof Some]: Some[Name] extends Switch<infer Value> ? Value : never;
};

/** A switch with a few values, the usual one first. */
export function oneOf<const Values extends readonly [unknown, ...unknown[]]>(
  values: Values,
  about: string,
): Switch<Values[number]> {
  return { usual: values[0], values, about };
}

/** A switch that is a number from 1. */
export function limit(usual: number, about: string): Switch<number> {
  return { usual, about };
}

export function usualSettings<Some extends Switches>(switches: Some): SettingsOf<Some> {
  return Object.fromEntries(Object.entries(switches).map(([name, { usual }]) => [name, usual])) as SettingsOf<Some>;
}

/** The value that a text stands for. Throws a RangeError that lists what there is. */
export function readSwitch(switches: Switches, name: string, text: string): unknown {
  const found = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (found === undefined) {
    throw new RangeError(`There is no switch "${name}"; there are: ${Object.keys(switches).join(', ')}`);
  }
  const { values } = found;
  const value = values === undefined ? countIn(text) : values.find((each) => String(each) === text);
  if (value !== undefined) return value;
  const allowed = values === undefined ? 'a whole number from 1' : `one of: ${values.join(', ')}`;
  throw new RangeError(`"${name}" must be ${allowed}; not "${text}"`);
}

function countIn(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : undefined;
}
