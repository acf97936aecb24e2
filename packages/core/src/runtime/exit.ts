import type { HttpRequest } from "./http.js";

/** What a client still has to say when its process ends. */
export interface LastWords {
  /** Sends what waits; resolves when it is settled, or after so many milliseconds. Keeps the process alive meanwhile. */
  flush(milliseconds: number): Promise<unknown>;
  /** Hands over everything that is not settled, as requests. */
  take(): LastRequest[];
}

/** A request that is made while the process ends. */
export interface LastRequest {
  request: HttpRequest;
  /** Called with the HTTP status, 0 when nothing came back in time. */
  settle(status: number): void;
}

/** Tells the platform that a client has something to say, or nothing any more. */
export interface ExitWatch {
  arm(): void;
  disarm(): void;
}
