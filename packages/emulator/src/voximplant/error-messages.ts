/**
 * The message of each code, from the public table of Management API errors (voximplant.md [D]). The service words some of
 * them differently, so no client may branch on them.
 */
const messages: ReadonlyMap<number, string> = new Map([
  [1, 'Fatal error.'],
  [2, 'Internal error.'],
  [4, 'DB error.'],
  [100, 'Authorization failed.'],
  [101, 'Invalid arguments.'],
  [102, "Missing 'cmd' parameter."],
  [103, 'Unknown command.'],
  [104, 'Forbidden command.'],
  [131, 'The account is not activated.'],
  [134, 'Required parameter is empty.'],
  [135, 'Session timeout.'],
  [137, 'The account is not logged.'],
  [161, "The 'session_id' parameter is invalid."],
  [162, 'Try later.'],
  [340, 'Rate limit exceeded.'],
  [416, 'Retry later.'],
  [433, 'Invalid key id.'],
  [434, 'Invalid subuser id.'],
  [435, 'Invalid role set.'],
  [436, 'Sub user login is not unique.'],
  [437, 'Max number of keys exceeded.'],
  [438, 'Max number of subusers exceeded.'],
  [439, 'Subuser has at least one key with this roles.'],
  [440, "The 'role_id' parameter is invalid."],
  [441, "The 'role_name' parameter is invalid."],
  [447, 'Invalid token format.'],
  [448, 'Current subuser password is missing.'],
  [449, "Using 'role_id' and 'role_name' at the same time."],
  [452, 'Subuser name must be at least 5 and up to 20 characters long.'],
  [453, 'Subuser name should start with a letter and can contain latin characters, digits, hyphen and underscore.'],
  [454, 'The token TTL exceeds the maximum limit.'],
  [455, 'Token issued in the future.'],
  [456, 'The token has expired.'],
  [463, 'Blank password is not allowed.'],
  [464, 'Password should be at least 8 characters long and contain A-Z, a-z, 0-9 and a special character.'],
  [477, 'The parameter is too long.'],
  [484, 'HTTP request is rejected due to probable automatic request resend. Try again later.'],
  [485, 'Specify the parameter.'],
  [496, 'The parameter is invalid.'],
  [515, 'The same operation has been performed recently.'],
  [523, 'Password is too weak.'],
  [524, 'Password cannot contain spaces.'],
  [535, 'Please choose a password that you have not used before.'],
]);

/** The service's message for a code, or a plain sentence for a code that is not in the table. */
export function messageOf(code: number): string {
  return messages.get(code) ?? `Error ${code}.`;
}
