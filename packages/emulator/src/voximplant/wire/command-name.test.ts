import { describe, expect, test } from 'vitest';
import { commandName, isApiPath } from './command-name.ts';

const cmd = new Map([['cmd', 'GetKeys']]);

describe('a command', () => {
  test.each([
    ['/platform_api/GetRoles', new Map(), 'GetRoles'],
    ['/platform_api/GetRoles/', new Map(), 'GetRoles'],
    ['/platform_api/GetRoles', cmd, 'GetRoles'],
    ['/platform_api', cmd, 'GetKeys'],
    ['/platform_api/', cmd, 'GetKeys'],
    ['/platform_api', new Map(), undefined],
    ['/platform_api', new Map([['cmd', '']]), undefined],
  ] as [string, Map<string, string>, string | undefined][])('under %s with %j is %s', (path, parameters, command) => {
    expect(isApiPath(path)).toBe(true);
    expect(commandName(path, parameters)).toBe(command);
  });

  test.each(['/', '/platform_apis', '/platform_api/a/b', '/x/platform_api', '/platform_api/a//'])(
    'is not found under %s',
    (path) => {
      expect(isApiPath(path)).toBe(false);
    },
  );
});
