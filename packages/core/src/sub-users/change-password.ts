import { checkPassword } from '../model/password-rule.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUserId } from '../model/sub-user.ts';
import type { Traits } from '../model/traits.ts';
import type { CallOptions, PasswordChange, Passwords } from '../provider/provider.ts';

/** The changePassword of `openSubUsers`: checks the new password by the carrier's rule. */
export async function changePassword(
  { carrier, traits }: { carrier: string; traits: Traits },
  passwords: Passwords,
  id: SubUserId,
  change: PasswordChange,
  call: CallOptions,
): Promise<void> {
  const broken = traits.password ? checkPassword(change.next.reveal(), traits.password) : [];
  if (broken.length > 0) throw SubUserError.refusal(broken, { carrier, operation: 'changePassword', subject: id });
  await passwords.change(id, change, call);
}
