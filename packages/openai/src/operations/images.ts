import { type Operation, operation } from "@trace/core/instrument";
import { normalizeChat, readUsage, reportedCost, type WireUsage } from "@trace/openai-compatible";
import type OpenAI from "openai";
import { userMessage } from "./upload.js";

type Sdk = typeof OpenAI;

interface ImageRequest {
  model?: string | null;
  prompt?: string;
  image?: unknown;
  mask?: unknown;
  [param: string]: unknown;
}

interface Image {
  url?: string;
  b64_json?: string;
}

interface Images {
  data?: Image[];
  output_format?: string;
  usage?: WireUsage;
}

/** A partial or the finished image of a stream. */
interface ImageEvent extends Image {
  type?: string;
  output_format?: string;
  usage?: WireUsage;
}

const op = operation<Sdk>();

/** Images: made, changed, varied. */
export const images: Operation<Sdk>[] = [imageRow("generate"), imageRow("edit"), imageRow("createVariation")];

function imageRow(method: string): Operation<Sdk> {
  return op<ImageRequest, Images, ImageEvent>({
    path: `images.${method}`,
    owner: (sdk) => sdk.Images.prototype,
    operation: "generate_content",
    request: ({ model, prompt, image, mask, ...params }) => ({
      model: model ?? undefined,
      input: userMessage(prompt, "image", image, mask),
      params,
    }),
    response: ({ data, output_format, usage }, context) => ({
      output: { choices: [{ message: { content: data?.map((image) => toPart(image, output_format)) } }] },
      usage: readUsage(usage),
      cost: reportedCost(usage, context),
    }),
    fold: foldImage,
    isContent: () => true,
    normalize: normalizeChat,
    withModel: (body, model) => ({ ...body, model }),
  });
}

// What a stream shows on the way is thrown away when the image is done.
function foldImage(result: Images | undefined, { type, b64_json, output_format, usage }: ImageEvent): Images {
  const { data = [] } = result ?? {};
  return type?.endsWith(".completed") ? { data: [...data, { b64_json }], output_format, usage } : { ...result, data };
}

/** A picture as a part of an answer: its bytes, or where it is. */
function toPart({ url, b64_json }: Image, format = "png"): object {
  if (url) return { type: "image_url", image_url: url };
  return { type: "blob", modality: "image", content: b64_json, mime_type: `image/${format}` };
}
