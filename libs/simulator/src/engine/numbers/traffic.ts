/** Counts the messages of each business number, both ways, in the running second. */
export class Traffic {
  private readonly seconds = new Map<string, { second: number; count: number }>();

  /** @returns how many there are in this second, this one included */
  count(phoneNumberId: string, now: number): number {
    const second = Math.floor(now / 1000);
    const running = this.seconds.get(phoneNumberId);
    if (running?.second === second) {
      running.count += 1;
      return running.count;
    }
    this.seconds.set(phoneNumberId, { second, count: 1 });
    return 1;
  }
}
