import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip, inflate, zstdDecompress } from "node:zlib";

/** Bytes of a request, also after decompression. */
export const bodyLimit = 20 * 1024 * 1024;

/** A body that is refused, with the HTTP status that says why. */
export class RefusedBody extends Error {
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

const tooLarge = () => new RefusedBody(413, `the request is larger than ${bodyLimit / 1024 / 1024} MiB`);

const decompressors: Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  zstd: promisify(zstdDecompress),
};

/** Reads a request's body and undoes its compression. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers["content-length"]) > bodyLimit) throw tooLarge();
  const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decompress = decompressors[encoding];
  if (decompress === undefined && encoding !== "identity" && encoding !== "") {
    throw new RefusedBody(
      415,
      `content encoding "${encoding}" is not known here; send zstd, gzip, deflate or identity`,
    );
  }
  const bytes = await readBytes(request);
  if (decompress === undefined || bytes.length === 0) return bytes;
  try {
    return await decompress(bytes, { maxOutputLength: bodyLimit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw new RefusedBody(400, `the body is not valid ${encoding}`);
  }
}

/** Not an async iteration: leaving one closes the connection before the answer is sent. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/** Bytes of a refused body that are still read: a sender that is cut off in the middle does not see the answer. */
const discardLimit = 64 * 1024 * 1024;

/** Reads on without keeping anything, so that the sender comes to read the answer. */
export function discardBody(request: IncomingMessage): void {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > discardLimit) request.destroy();
  });
}
