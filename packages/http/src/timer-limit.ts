/** In milliseconds, 24.8 days: Node's timers take a longer delay for 1 ms. */
export const timerLimitMs = 2 ** 31 - 1;
