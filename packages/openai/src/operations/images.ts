import type { Content, Part, RawContent } from "@trace/core";
import { type Operation, operation } from "@trace/core/instrument";
import { readUsage, reportedCost, type WireUsage } from "@trace/openai-compatible";
import type OpenAI from "openai";

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
  revised_prompt?: string;
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
      input: { prompt, image, mask },
      params,
    }),
    response: ({ data, output_format, usage }, context) => ({
      output: { data, output_format },
      usage: readUsage(usage),
      cost: reportedCost(usage, context),
    }),
    fold: foldImage,
    isContent: () => true,
    normalize: normalizeImages,
    withModel: (body, model) => ({ ...body, model }),
  });
}

// What a stream shows on the way is thrown away when the image is done.
function foldImage(result: Images | undefined, { type, b64_json, output_format, usage }: ImageEvent): Images {
  if (!type?.endsWith(".completed")) return result ?? { data: [] };
  const counts = usage && { usage: structuredClone(usage) };
  return { ...result, data: [...(result?.data ?? []), { b64_json }], output_format, ...counts } as Images;
}

function normalizeImages({ input, output }: RawContent): Content {
  const { prompt, image, mask } = (input ?? {}) as ImageRequest;
  const { data, output_format } = (output ?? {}) as Images;
  return {
    input: [{ role: "user", parts: [...textParts(prompt), ...uploads(image), ...uploads(mask)] }],
    ...(data && { output: [{ role: "assistant", parts: data.flatMap((item) => imageParts(item, output_format)) }] }),
  };
}

function imageParts({ url, b64_json, revised_prompt }: Image, format = "png"): Part[] {
  const image: Part | undefined = b64_json
    ? { type: "blob", modality: "image", content: b64_json, mime_type: `image/${format}` }
    : url
      ? { type: "uri", modality: "image", uri: url }
      : undefined;
  return [...(image ? [image] : []), ...(revised_prompt ? [{ type: "revised_prompt", content: revised_prompt }] : [])];
}

function textParts(text: string | undefined): Part[] {
  return text ? [{ type: "text", content: text }] : [];
}

/** Files that were uploaded, as far as they could be looked at without being read. */
function uploads(files: unknown): Part[] {
  if (files === undefined || files === null) return [];
  return (Array.isArray(files) ? files : [files]).map((file) => ({ type: "upload", modality: "image", file }));
}
