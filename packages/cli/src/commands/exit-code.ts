/** The exit codes of every command. */
export const exitCode = {
  /** Done, or nothing to do. */
  done: 0,
  error: 1,
  /** There are changes to make, or differences. */
  differs: 2,
  /** Stopped; the same command continues from there. */
  stopped: 3,
} as const;
