import type { Parameters } from './parameters.ts';

const basePath = /^\/platform_api(?:\/([^/]*))?\/?$/;

/** Whether the path is the API's at all: `/platform_api`, or one segment below it, with or without a slash at the end. */
export function isApiPath(path: string): boolean {
  return basePath.test(path);
}

/**
 * The method's name, from the path or else from `cmd`, wherever that stands among the parameters (voximplant.md, Calling).
 * Absent where there is neither. That the path wins over `cmd` is assumed.
 */
export function commandName(path: string, parameters: Parameters): string | undefined {
  return basePath.exec(path)?.[1] || parameters.get('cmd') || undefined;
}
