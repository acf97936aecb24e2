import { initOnDemand } from "./on-demand.js";
import { providers } from "./providers.js";
import { start } from "./start.js";

initOnDemand();
start(providers, undefined, true);
