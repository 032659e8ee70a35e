import type { Parameters } from './parameters.ts';

const basePath = /^\/platform_api(?:\/([^/]*))?\/?$/;

/** Whether the path belongs to the API: `/platform_api`, or one segment below it, with or without a trailing slash. */
export function isApiPath(path: string): boolean {
  return basePath.test(path);
}

/**
 * The method's name, from the path or else from the parameter `cmd` (voximplant.md, Calling); undefined without either. We
 * assume that the path wins over `cmd`.
 */
export function commandName(path: string, parameters: Parameters): string | undefined {
  return basePath.exec(path)?.[1] || parameters.get('cmd') || undefined;
}
