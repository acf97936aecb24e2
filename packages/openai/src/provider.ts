import { defineProvider } from "@trace/core/instrument";
import { identify } from "@trace/openai-compatible";
import type OpenAI from "openai";
import { audio } from "./operations/audio.js";
import { batches } from "./operations/batches.js";
import { chat } from "./operations/chat.js";
import { embeddings } from "./operations/embeddings.js";
import { images } from "./operations/images.js";
import { moderations } from "./operations/moderations.js";
import { responses } from "./operations/responses.js";

/** The table that describes `openai`, 4 to 7, Azure's client among it, and every host that speaks its format. */
export const openai = defineProvider<typeof OpenAI>({
  name: "openai",
  module: "openai",
  exportName: "OpenAI",
  operations: [...chat, ...responses, ...embeddings, ...images, ...audio, ...moderations, ...batches],
  identify,
});
