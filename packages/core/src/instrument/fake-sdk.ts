import { defineProvider, operation, type Provider } from "./provider.js";

/** What a made-up SDK is asked and answers. */
export interface Question {
  model: string;
  text: string;
}

/** A made-up SDK of plain promises, one class per loaded copy. */
export function fakeSdk() {
  class Chats {
    readonly _client: Client;

    constructor(client: Client) {
      this._client = client;
    }

    async ask({ text }: Question): Promise<{ text: string }> {
      if (text === "fail") throw new RangeError("failed");
      return { text: `re: ${text}` };
    }

    now({ text }: Question): string {
      if (text === "fail") throw new RangeError("failed");
      return text;
    }
  }

  class Client {
    static Chats = Chats;
    readonly baseURL = "http://fake.example:81/v1";
    readonly chats = new Chats(this);
  }

  return Client;
}

export type FakeSdk = ReturnType<typeof fakeSdk>;

const op = operation<FakeSdk>();

/** A table for it. Every test has its own name, so that reports do not meet. */
export function fakeProvider(name: string): Provider {
  return defineProvider<FakeSdk>({
    name,
    module: name,
    exportName: "Client",
    operations: [
      op<Question, { text: string }>({
        path: "chats.ask",
        owner: (sdk) => sdk.Chats.prototype,
        request: ({ model, text, ...params }) => ({ model, input: text, params }),
        response: ({ text }) => ({ output: text, usage: { inputTokens: 1, outputTokens: text.length } }),
      }),
      op<Question, string>({
        path: "chats.now",
        owner: (sdk) => sdk.Chats.prototype,
        request: ({ model, text }) => ({ model, input: text }),
        response: (text) => ({ output: text }),
      }),
    ],
  });
}
