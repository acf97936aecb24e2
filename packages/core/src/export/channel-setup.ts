import type { Log } from "../log.js";
import type { ResolvedOptions } from "../options.js";
import type { AttributeValue } from "../record.js";
import type { Spool } from "../runtime/spool.js";
import type { Packer } from "./parcel.js";
import type { World } from "./world.js";

/** What a channel needs beside its exporter. */
export interface ChannelSetup {
  options: Pick<ResolvedOptions, "batchSize" | "flushInterval" | "maxQueueSize" | "maxQueueBytes">;
  resource: Readonly<Record<string, AttributeValue>>;
  pack: Packer;
  log: Log;
  world: World;
  spool: Spool | undefined;
  /** Called whenever something was settled. */
  settled(): void;
}
