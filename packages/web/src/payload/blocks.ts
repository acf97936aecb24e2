/** A stretch of a text that is shown in one way. */
export interface Block {
  kind: "paragraph" | "heading" | "code" | "item";
  text: string;
  /** Number of its last line, which no other block of the text has. */
  line: number;
  /** What stands before a list item. */
  mark?: string;
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^#{1,6}\s+(.*)$/;
const INLINE = /(`[^`\n]+`|\*\*[^*\n]+\*\*)/;
const ITEM = /^\s*([-*•]|\d{1,3}[.)])\s+(.*)$/;

/** Divides a text into paragraphs, headings, list items and fenced code, losing nothing but the marks. */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  let code: string[] | undefined;
  const lines = text.split("\n");
  const endParagraph = (line: number) => {
    const joined = paragraph.join("\n").replace(/^\n+|\n+$/g, "");
    if (joined) blocks.push({ kind: "paragraph", text: joined, line });
    paragraph = [];
  };
  const read = (content: string, line: number) => {
    if (FENCE.test(content)) {
      if (code) blocks.push({ kind: "code", text: code.join("\n"), line });
      else endParagraph(line - 1);
      code = code ? undefined : [];
    } else if (code) code.push(content);
    else {
      const block = readLine(content, line);
      if (!block) paragraph.push(content);
      else {
        endParagraph(line - 1);
        blocks.push(block);
      }
    }
  };
  lines.forEach(read);
  if (code) blocks.push({ kind: "code", text: code.join("\n"), line: lines.length });
  endParagraph(lines.length + 1);
  return blocks;
}

function readLine(content: string, line: number): Block | undefined {
  const heading = HEADING.exec(content);
  if (heading) return { kind: "heading", text: heading[1]!, line };
  const item = ITEM.exec(content);
  if (item) return { kind: "item", mark: /\d/.test(item[1]!) ? item[1]! : "•", text: item[2]!, line };
  return undefined;
}

/** A stretch of a line: plain, code, or strong. */
export interface Piece {
  kind: "plain" | "code" | "strong";
  text: string;
  /** Where it starts in the line. */
  at: number;
}

/** Divides a block's text at its inline marks. */
export function readPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of text.split(INLINE)) {
    if (piece) pieces.push({ ...readPiece(piece), at });
    at += piece.length;
  }
  return pieces;
}

function readPiece(piece: string): Pick<Piece, "kind" | "text"> {
  if (piece.length > 2 && piece.startsWith("`")) return { kind: "code", text: piece.slice(1, -1) };
  if (piece.length > 4 && piece.startsWith("**")) return { kind: "strong", text: piece.slice(2, -2) };
  return { kind: "plain", text: piece };
}
