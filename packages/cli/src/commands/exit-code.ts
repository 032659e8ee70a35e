/** How a command ends, for scripts. */
export const exitCode = {
  /** Nothing was, or nothing is left, to do. */
  done: 0,
  error: 1,
  /** There are changes to make, or differences. */
  differs: 2,
  /** Stopped; the same command goes on from there. */
  stopped: 3,
} as const;
