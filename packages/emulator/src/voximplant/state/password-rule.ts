import { Refusal } from '../refusal.ts';
import type { VoximplantSettings } from '../voximplant-settings.ts';

const field = 'new_subuser_password';
const minimumLength = 8;

/** An upper-case letter, a lower-case letter, a digit and a special character (seed 004), each of ASCII. */
const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!-/:-@[-`{-~]/];

/** Well-known passwords, in lower case, that satisfy the classes. What the service calls weak is undocumented. */
const wellKnown: ReadonlySet<string> = new Set(['p@ssw0rd', 'passw0rd!', 'password1!', 'qwerty1!', 'qwerty123!']);

/**
 * Refuses in this order: empty (463), white space (524), too short or a class missing (464) and, if a switch says so, weak
 * (523: contains the login, or is well known). The order is undocumented.
 */
export function checkPassword(
  password: string,
  login: string,
  { weakPasswords }: Pick<VoximplantSettings, 'weakPasswords'>,
): void {
  if (password === '') throw new Refusal(463, field);
  if (/\s/.test(password)) throw new Refusal(524, field);
  if (password.length < minimumLength || classes.some((pattern) => !pattern.test(password))) {
    throw new Refusal(464, field);
  }
  if (weakPasswords === 'accepted') return;
  const folded = password.toLowerCase();
  if (folded.includes(login) || wellKnown.has(folded)) throw new Refusal(523, field);
}
