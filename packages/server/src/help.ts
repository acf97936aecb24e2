/** An option of a command; without `value` it is a switch. */
interface CommandOption {
  name: string;
  value?: string;
  meaning: string;
}

/** A command as its help shows it and as its arguments are read. */
export interface Command {
  words: string[];
  meaning: string;
  options: CommandOption[];
}

const data: CommandOption = { name: "data", value: "folder", meaning: "folder of the database (default ./.trace)" };

export const commands: Command[] = [
  {
    words: ["serve"],
    meaning: "collects traces and shows them in a browser",
    options: [
      {
        name: "port",
        value: "number|auto",
        meaning: "port to listen on; auto takes another when 4318 is busy (default 4318)",
      },
      { name: "host", value: "address", meaning: "address to listen on; others need a key (default 127.0.0.1)" },
      data,
      { name: "no-ui", meaning: "serves the API alone" },
    ],
  },
  {
    words: ["keys", "create"],
    meaning: "makes a key and prints it once",
    options: [
      { name: "name", value: "name", meaning: 'what the key is for (default "key")' },
      { name: "project", value: "id", meaning: 'project that it belongs to (default "default")' },
      data,
    ],
  },
];

/** What one command does, and its options. */
export function helpOf({ words, meaning, options }: Command): string {
  const lines = options.map(({ name, value, meaning }) => {
    const option = value === undefined ? `--${name}` : `--${name} <${value}>`;
    return `  ${option.padEnd(22)}${meaning}`;
  });
  return [`trace ${words.join(" ")} [options]: ${meaning}`, ...lines].join("\n");
}

/** What the command line takes. */
export const usage = [...commands.map(helpOf), "trace --help, trace --version"].join("\n\n");
