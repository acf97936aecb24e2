import { Fragment, memo } from "react";
import { type Block, readBlocks, readPieces } from "./blocks.js";
import styles from "./payload.module.css";

/** A model's text with its code blocks, headings, lists and emphasis; never as HTML. */
export const RichText = memo(function RichText({ text }: { text: string }) {
  return readBlocks(text).map((block) => <BlockView key={block.line} block={block} />);
});

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "code":
      return <pre className={styles.code}>{block.text}</pre>;
    case "heading":
      return (
        <p className={styles.heading}>
          <Inline text={block.text} />
        </p>
      );
    case "item":
      return (
        <p className={styles.item} data-mark={block.mark}>
          <Inline text={block.text} />
        </p>
      );
    default:
      return (
        <p className={styles.paragraph}>
          <Inline text={block.text} />
        </p>
      );
  }
}

function Inline({ text }: { text: string }) {
  return readPieces(text).map(({ kind, text: content, at }) => {
    if (kind === "code") {
      return (
        <code key={at} className={styles.inlineCode}>
          {content}
        </code>
      );
    }
    return kind === "strong" ? <strong key={at}>{content}</strong> : <Fragment key={at}>{content}</Fragment>;
  });
}
