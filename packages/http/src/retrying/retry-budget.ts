/**
 * Keeps retries from multiplying an outage: a bucket of 10 tokens, full at first. Each retry takes one, each successful
 * call gives a tenth back, so that in the long run at most one request in eleven is a retry; an empty bucket means that failures
 * are reported at once. (The idea and the shape are gRPC's, proposal A6, "Throttling retry attempts".)
 */
export class RetryBudget {
  // In tenths of a token, which add up exactly.
  #tenths = 100;

  take(): boolean {
    if (this.#tenths < 10) return false;
    this.#tenths -= 10;
    return true;
  }

  giveBack(): void {
    this.#tenths = Math.min(100, this.#tenths + 1);
  }
}
