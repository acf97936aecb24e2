// What tracing costs, each figure against the bare SDK in the same run: `pnpm bench`, `pnpm bench calls spans`.
// Memory over a million calls takes minutes and runs only when named.
import { init } from "@trace/core";
import { benchCalls } from "./calls.ts";
import { startCollector } from "./collector.ts";
import { benchMemory } from "./memory.ts";
import { benchOutage } from "./outage.ts";
import { benchSize } from "./size.ts";
import { benchSpans } from "./spans.ts";
import { benchStart } from "./start.ts";
import { benchStreams } from "./streams.ts";
import { print } from "./table.ts";

const benches = {
  calls: benchCalls,
  streams: benchStreams,
  spans: benchSpans,
  start: benchStart,
  size: benchSize,
  outage: benchOutage,
  memory: benchMemory,
};

type Name = keyof typeof benches;

const named = process.argv.slice(2) as Name[];
const chosen = named.length > 0 ? named : (Object.keys(benches) as Name[]).filter((name) => name !== "memory");

const collector = await startCollector();
init({ endpoint: collector.url });
let over = 0;
for (const name of chosen) {
  if (!(name in benches))
    throw new Error(`there is no bench "${name}"; choose from ${Object.keys(benches).join(", ")}`);
  over += print(await benches[name](collector));
}
collector.stop();
console.log(over === 0 ? "every bar holds" : `${over} over the bar`);
process.exitCode = over === 0 ? 0 : 1;
