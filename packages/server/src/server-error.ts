/** Why a server could not be started; `code` is stable, the message is for people. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly code: "port-in-use" | "keys-required" | "invalid-option" | "storage";

  constructor(code: ServerError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
