// The demo's events, in order and without gaps as far as the demo remembers; it reconnects by itself.

const WAITS_MS = [300, 600, 1200, 2500, 5000];

export class Stream {
  /** `on` = { event(event), reload(), connection(up) }. `reload` means: what was missed is lost, load everything. */
  constructor(on) {
    this.on = on;
    this.failures = 0;
  }

  /** Follow what happens after number `seq`. */
  follow(seq) {
    this.seq = seq;
    this.#connect();
  }

  #connect() {
    clearTimeout(this.timer);
    this.source?.close();
    const source = new EventSource(`/demo/events?since=${this.seq}`);
    this.source = source;
    source.addEventListener("open", () => {
      this.failures = 0;
      this.on.connection(true);
    });
    source.addEventListener("message", ({ data }) => this.#take(JSON.parse(data)));
    source.addEventListener("error", () => {
      // The browser's own retry would ask from the first number again, and gives up on some answers.
      source.close();
      if (source !== this.source) return;
      this.on.connection(false);
      this.timer = setTimeout(() => this.#connect(), WAITS_MS[Math.min(this.failures, WAITS_MS.length - 1)]);
      this.failures += 1;
    });
  }

  #take(event) {
    if (event.type === "reload") {
      this.seq = event.seq;
      this.on.reload();
    } else if (event.seq > this.seq) {
      this.seq = event.seq;
      this.on.event(event);
    }
  }
}
