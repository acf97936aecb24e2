import { describe, expect, it } from "vitest";
import { createRedactor } from "./redactor.js";

const { value, text } = createRedactor({ redact: {} });
const filler = "All work and no play makes a long text, with some-dashes and snake_case in it. ".repeat(100);

describe("keys", () => {
  it.each([
    "password",
    "secret",
    "token",
    "api_key",
    "apikey",
    "auth",
    "authorization",
    "access_token",
    "refresh_token",
    "private_key",
    "credential",
    "ssn",
    "credit_card",
    "card_number",
    "cvv",
    "API-Key",
    "apiKey",
    "Access Token",
    "creditCard",
    "PRIVATE.KEY",
  ])("hide the value of %s, whatever it is, and stay", (key) => {
    expect(value({ [key]: "v" })).toEqual({ [key]: "[REDACTED]" });
    expect(value({ deep: [{ [key]: { a: 1 } }] })).toEqual({ deep: [{ [key]: "[REDACTED]" }] });
    expect(value({ [key]: 42 })).toEqual({ [key]: "[REDACTED]" });
  });

  it.each(["tokens", "max_tokens", "author", "secretary", "total_token_count"])("leave %s alone", (key) => {
    expect(value({ [key]: "v" })).toEqual({ [key]: "v" });
  });

  it("of a tool's JSON Schema describe a parameter, in tool definitions and nowhere else", () => {
    const schema = { properties: { password: { type: "string", description: "The user's" } }, token: "t" };
    expect(value(schema, true)).toEqual({ ...schema, token: "[REDACTED]" });
    expect(value(schema)).toEqual({ properties: { password: "[REDACTED]" }, token: "[REDACTED]" });
  });

  it.each([
    ['{"password": "hunter2", "n": 1}', '{"password": "[REDACTED]", "n": 1}'],
    ['{"a":{"apiKey":12},"b":2}', '{"a":{"apiKey":"[REDACTED]"},"b":2}'],
    ['{"auth":{"user":"u","list":["]"]},"x":1}', '{"auth":"[REDACTED]","x":1}'],
    ['{"token":["a","b"]}', '{"token":"[REDACTED]"}'],
    ['{"password":"a\\"b","n":1}', '{"password":"[REDACTED]","n":1}'],
    ['said: {"cvv":123} and went', 'said: {"cvv":"[REDACTED]"} and went'],
    ['{"password":"cut in the mid', '{"password":"[REDACTED]"'],
    [JSON.stringify({ body: '{"secret":"s\\"x"}' }), JSON.stringify({ body: '{"secret":"[REDACTED]"}' })],
    ['{"tokens":"t"}', '{"tokens":"t"}'],
  ])("count in JSON inside a text: %s", (given, expected) => {
    expect(text(given)).toBe(expected);
    expect(text(`${filler}${given}`)).toBe(`${filler}${expected}`);
  });

  it("of one's own are added, or replace the defaults", () => {
    expect(createRedactor({ redact: { keys: ["iban"] } }).value({ IBAN: "1", password: "2" })).toEqual({
      IBAN: "[REDACTED]",
      password: "[REDACTED]",
    });
    const replaced = createRedactor({ redact: { keys: ["iban"], replaceDefaults: true } });
    expect(replaced.value({ iban: "1", password: "2" })).toEqual({ iban: "[REDACTED]", password: "2" });
  });
});

describe("text patterns", () => {
  it.each([
    ["an OpenAI key", "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2"],
    ["an Anthropic key", "sk-ant-api03-abcDEF123_456-ghi789jkl"],
    ["an AWS key", "AKIAIOSFODNN7EXAMPLE"],
    ["a GitHub token", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"],
    ["a fine-grained GitHub token", "github_pat_11ABCDEFG0123456789_abcdefghij"],
    ["a Slack token", "xoxb-123456789012-abcdefGHIJ"],
    ["a Google key", "AIzaSyA1234567890abcdefghijklmnopqrstuv"],
    ["a Groq key", "gsk_abcdefghijklmnopqrstuvwx12"],
    ["a Stripe key", "sk_live_abcdefghijklmnop1234"],
    ["an xAI key", "xai-abcdefghijklmnopqrstuvwxyz0123"],
    ["a key of ours", "tr_abcdefghijklmnop12345"],
    ["a JWT", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"],
    ["a card number", "4111 1111 1111 1111"],
    ["a card number without spaces", "5500000000000004"],
    ["a social security number", "078-05-1120"],
  ])("hide %s in short and in long texts", (_name, secret) => {
    expect(text(`use ${secret} now`)).toBe("use [REDACTED] now");
    expect(text(`${filler}${secret} ${filler}`)).toBe(`${filler}[REDACTED] ${filler}`);
    expect(text(`${filler}${secret}`)).toBe(`${filler}[REDACTED]`);
  });

  it("hide a bearer token and leave the word", () => {
    expect(text("Authorization: Bearer abcdef0123456789")).toBe("Authorization: Bearer [REDACTED]");
    expect(text(`${filler} Bearer abcdef0123456789`)).toBe(`${filler} Bearer [REDACTED]`);
  });

  it.each([
    "4111 1111 1111 1112",
    "call 555-1234 or 2025-11-20",
    "1732148123456789",
    "sk-learn-is-a-python-library",
    "task-force-management-plan-for-2025",
    "an id: 123e4567-e89b-12d3-a456-426614174000",
    "mail jane@example.com from 10.0.0.1, +1 415 555 2671",
  ])("leave %s alone", (harmless) => {
    expect(text(harmless)).toBe(harmless);
    expect(text(filler + harmless)).toBe(filler + harmless);
  });

  it("for email, phone and IP address are there by name", () => {
    const { text: hide } = createRedactor({ redact: { patterns: ["email", "phone", "ip"] } });
    expect(hide("mail jane@example.com from 10.0.0.1, +1 415 555 2671")).toBe(
      "mail [REDACTED] from [REDACTED], [REDACTED]",
    );
    expect(hide("2001:db8:85a3::8a2e:370:7334")).toBe("[REDACTED]");
  });

  it("of one's own apply to every match, with or without the g flag", () => {
    const { text: hide } = createRedactor({ redact: { patterns: [/ab+/, { name: "x", pattern: /x/g }] } });
    expect(hide("ab abb x x")).toBe("[REDACTED] [REDACTED] [REDACTED] [REDACTED]");
  });

  it("that nobody knows throw and say which there are", () => {
    expect(() => createRedactor({ redact: { patterns: ["emails"] } })).toThrow(/"emails"; there are secrets/);
  });
});

it("returns the very value where nothing is hidden", () => {
  const clean = { a: [1, "x", { b: null }] };
  expect(value(clean)).toBe(clean);
});

it("copies only what it changes", () => {
  const given = { clean: { a: 1 }, dirty: { password: "x" } };
  const result = value(given) as typeof given;
  expect(result.clean).toBe(given.clean);
  expect(given.dirty.password).toBe("x");
});
