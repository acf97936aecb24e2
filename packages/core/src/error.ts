/** Thrown for a mistake in setup: a wrong option, key or value. Running code never sees one. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  /** Stable, in kebab-case: `invalid-endpoint`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
