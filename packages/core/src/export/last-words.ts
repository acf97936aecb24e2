import type { Log } from "../log.js";
import type { AttributeValue } from "../record.js";
import type { LastRequest } from "../runtime/exit.js";
import type { Channel } from "./channel.js";
import type { Batch, Exporter } from "./exporter.js";
import type { Parcel } from "./parcel.js";

/**
 * Takes out everything that is not settled, as requests for the end of the process. What no request can carry, and
 * what its target does not take, is kept on disk or counted as lost, which is said in one line.
 */
export function lastWords(
  channels: readonly Channel[],
  resource: Readonly<Record<string, AttributeValue>>,
  log: Log,
  post: boolean,
): LastRequest[] {
  const requests: LastRequest[] = [];
  let open = 0;
  for (const channel of channels) {
    for (const parcel of channel.empty()) {
      const request = post ? channel.exporter.request?.({ ...parcel, resource }) : undefined;
      open++;
      if (request) requests.push({ request, settle: (status) => settle(channel, parcel, status) });
      else settle(channel, parcel, handOver(channel.exporter, { ...parcel, resource }) ? 200 : 0);
    }
  }
  report();
  return requests;

  function settle(channel: Channel, parcel: Parcel, status: number): void {
    open--;
    if (status >= 200 && status < 300) channel.settle(parcel, {});
    else if (!channel.keep(parcel)) channel.settle(parcel, { rejected: parcel.count });
    if (requests.length > 0) report();
  }

  function report(): void {
    if (open > 0) return;
    for (const { lost, exporter } of channels) {
      if (lost > 0) log.warn(`${lost} spans were lost at the end of the process: ${exporter.name} did not take them`);
    }
  }
}

/** An exporter that is done when it returns, such as the console's, can still be given a batch. */
function handOver(exporter: Exporter, batch: Batch): boolean {
  if (exporter.request) return false;
  try {
    const outcome = exporter.export(batch);
    if (outcome instanceof Promise) outcome.catch(() => undefined);
    return outcome === undefined;
  } catch {
    return false;
  }
}
