// SPDX-License-Identifier: Apache-2.0
// The daemon's WebSocket: joins, resumes where it was, keeps the clocks together and comes back by itself.
import { Session } from "./model.js";

const kProtocol = 1;
const kPingEveryMs = 1000;
const kPairs = 16;
const kSilentMs = 8000; // then the connection is taken for dead
const kOpenWithinMs = 5000;
const kBackoffMs = [250, 500, 1000, 2000, 4000];
const kSleptMs = 5000;

const ownNs = () => Math.round(performance.now() * 1e6);

/** How the gate clock relates to our own: the pong with the shortest way there and back, of the last 16. */
class ClockOffset {
  #pairs = [];
  #guess;

  guess(gateNs) {
    this.#pairs = [];
    this.#guess = gateNs - ownNs();
  }

  add(sentNs, gateNs) {
    const receivedNs = ownNs();
    if (!(sentNs <= receivedNs)) return;
    this.#pairs.push({ offset: gateNs - (sentNs + receivedNs) / 2, trip: receivedNs - sentNs });
    if (this.#pairs.length > kPairs) this.#pairs.shift();
  }

  #best() {
    return this.#pairs.reduce((a, b) => (b.trip < a.trip ? b : a), this.#pairs[0]);
  }

  gateNs() {
    const offset = this.#best()?.offset ?? this.#guess;
    return offset === undefined ? undefined : ownNs() + offset;
  }

  errorNs() {
    const best = this.#best();
    return best && best.trip / 2;
  }
}

export class Wire extends EventTarget {
  session = new Session();
  hello = undefined;
  hasSession = false;
  /** The number of the last event that is in `session`. */
  seq = 0;
  recordedThrough = 0;
  wrongVersion = false;
  clock = new ClockOffset();

  #url;
  #socket;
  #heardMs;
  #openedMs = 0;
  #attempts = 0;
  #retryAtMs;
  #sessionId;
  #isAskingAgain = false;
  #tickedMs = Date.now();
  #retryTimer;

  constructor(url) {
    super();
    this.#url = url;
    setInterval(() => this.#tick(), kPingEveryMs);
    for (const [target, name] of [[document, "visibilitychange"], [window, "pageshow"], [window, "online"]]) {
      target.addEventListener(name, () => this.#wake());
    }
    this.#connect();
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN && this.hello !== undefined;
  }

  /** Since when nothing was heard; undefined before the first word. */
  get ageMs() {
    return this.#heardMs === undefined ? undefined : Math.max(0, Date.now() - this.#heardMs);
  }

  get retryInMs() {
    return this.#retryAtMs === undefined ? undefined : Math.max(0, this.#retryAtMs - Date.now());
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    this.#retryAtMs = undefined;
    this.#openedMs = Date.now();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = (message) => {
      if (socket === this.#socket) this.#take(message.data);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lose();
    };
    this.dispatchEvent(new Event("link"));
  }

  #lose() {
    this.#socket = undefined;
    if (this.wrongVersion) return;
    const most = kBackoffMs[Math.min(this.#attempts, kBackoffMs.length - 1)];
    this.#attempts += 1;
    // Not all boards of a hall at the same moment.
    const wait = most * (0.5 + Math.random() / 2);
    this.#retryAtMs = Date.now() + wait;
    this.#retryTimer = setTimeout(() => this.#connect(), wait);
    this.dispatchEvent(new Event("link"));
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#connect();
  }

  /** After sleep a socket may look open and be dead: what is silent is not waited for. */
  #wake() {
    if (document.visibilityState !== "visible" || this.wrongVersion) return;
    const isOpening = this.#socket?.readyState === WebSocket.CONNECTING && Date.now() - this.#openedMs < kOpenWithinMs;
    if (isOpening || (this.#socket && this.ageMs < 3000)) return;
    this.#attempts = 0;
    this.#drop();
  }

  #tick() {
    const now = Date.now();
    const hasSlept = now - this.#tickedMs > kSleptMs;
    this.#tickedMs = now;
    if (hasSlept) return this.#wake();
    const state = this.#socket?.readyState;
    if (state === WebSocket.CONNECTING && now - this.#openedMs > kOpenWithinMs) return this.#drop();
    if (state !== WebSocket.OPEN) return;
    if (now - Math.max(this.#heardMs ?? 0, this.#openedMs) > kSilentMs) return this.#drop();
    if (this.hello) this.#say({ type: "ping", t_ns: ownNs() });
  }

  #say(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #take(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    this.#heardMs = Date.now();
    const take = Wire.#takers[message?.type];
    if (take) take(this, message);
  }

  static #takers = {
    __proto__: null,
    hello: (wire, message) => wire.#greet(message),
    snapshot: (wire, message) => {
      wire.session.replace(message);
      wire.seq = message.seq;
      wire.recordedThrough = message.recorded_through;
      wire.#sessionId = wire.hello?.session;
      wire.hasSession = true;
      wire.#isAskingAgain = false;
      wire.dispatchEvent(new Event("change"));
    },
    event: (wire, message) => wire.#apply(message),
    recorded_through: (wire, message) => (wire.recordedThrough = message.seq),
    ping: (wire, message) => wire.#say({ type: "pong", echo_ns: message.t_ns, t_ns: ownNs() }),
    pong: (wire, message) => wire.clock.add(message.echo_ns, message.t_ns),
  };

  #greet(hello) {
    this.hello = hello;
    if (hello.protocol !== kProtocol) {
      this.wrongVersion = true;
      this.#socket.close();
      this.dispatchEvent(new Event("link"));
      return;
    }
    this.#attempts = 0;
    this.#isAskingAgain = false;
    this.clock.guess(hello.t_ns);
    const isSame = this.#sessionId === hello.session;
    this.#say({ type: "resume", session: hello.session, since: isSame ? this.seq : 0 });
    this.#say({ type: "ping", t_ns: ownNs() });
    this.dispatchEvent(new Event("link"));
  }

  #apply(event) {
    if (!this.hasSession || event.seq <= this.seq) return;
    if (event.seq !== this.seq + 1) {
      // Something is missing: the daemon is asked once for all since then.
      if (!this.#isAskingAgain) this.#say({ type: "resume", session: this.hello.session, since: this.seq });
      this.#isAskingAgain = true;
      return;
    }
    this.#isAskingAgain = false;
    this.seq = event.seq;
    this.session.apply(event);
    this.dispatchEvent(new CustomEvent("change", { detail: event }));
  }
}

export const ownWire = () =>
  new Wire(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
