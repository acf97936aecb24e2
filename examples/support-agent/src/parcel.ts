import { setTimeout as wait } from "node:timers/promises";
import { event, observe } from "@trace/core";

/** Where a parcel is, as the carrier tells it. */
export interface Location {
  parcel: string;
  place: string;
  lastScan: string;
  arrives: string;
}

class CarrierTimeout extends Error {
  override name = "CarrierTimeout";
}

const ATTEMPTS = 3;
let asked = 0;

/** Asks the carrier where a parcel is. Its service often needs a second try. */
export async function locateParcel({ parcel }: { parcel: string }): Promise<Location> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await askCarrier(parcel);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      event("carrier retry", { parcel, attempt, reason: (error as Error).message });
      await wait(100 * attempt);
    }
  }
}

/** Stands for the carrier's service, which fails the first time. */
const askCarrier = observe(
  async (parcel: string): Promise<Location> => {
    await wait(180);
    if (asked++ === 0) throw new CarrierTimeout("the carrier did not answer within 180 ms");
    return { parcel, place: "Sorting centre Heimdal", lastScan: "2026-11-20 06:12", arrives: "2026-11-23" };
  },
  { name: "GET carrier/parcels" },
);
