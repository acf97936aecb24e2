import { styleText } from "node:util";

type Voice = "customer" | "agent" | "tool" | "mail";
type Style = Parameters<typeof styleText>[0];

const labels: Record<Voice, [string, Style]> = {
  customer: ["Maya  ", ["bold", "cyan"]],
  agent: ["Agent ", ["bold", "green"]],
  mail: ["Mail  ", ["bold", "magenta"]],
  tool: ["    → ", "dim"],
};

/** Takes an utterance piece by piece. */
export interface Utterance {
  write(text: string): void;
  end(): void;
}

/** Prints what somebody says: at once, or, without a text, as it comes. */
export function say(voice: Voice, text?: string): Utterance {
  let isFirst = true;
  const utterance = {
    write(piece: string) {
      if (isFirst) process.stdout.write(paint(...labels[voice]));
      isFirst = false;
      process.stdout.write((voice === "tool" ? paint(piece, "dim") : piece).replaceAll("\n", "\n      "));
    },
    end() {
      if (!isFirst) process.stdout.write(voice === "customer" || voice === "tool" ? "\n" : "\n\n");
    },
  };
  if (text !== undefined) {
    utterance.write(text);
    utterance.end();
  }
  return utterance;
}

function paint(text: string, style: Style): string {
  return process.stdout.isTTY ? styleText(style, text) : text;
}
