import { AudioLines, Brain, ChevronRight, File, Image, type LucideIcon, Video } from "lucide-react";
import { useState } from "react";
import { formatBytes } from "../format/tokens.js";
import { JsonView } from "../payload/json-view.js";
import { LongText } from "../payload/long-text.js";
import type { TextSource } from "../payload/text-source.js";
import type { Part } from "../types.js";
import styles from "./part.module.css";

export interface PartViewProps {
  part: Part;
  path: string;
  source: TextSource;
}

/** One part of a message that is no tool call. */
export function PartView({ part, path, source }: PartViewProps) {
  switch (part.type) {
    case "text":
      return <LongText text={textOf(part.content)} path={`${path}.content`} source={source} />;
    case "reasoning":
      return <Reasoning part={part} path={path} source={source} />;
    case "blob":
    case "uri":
    case "file":
      return <Media part={part} />;
    default:
      return (
        <div className={styles.other}>
          <p className={styles.otherType}>{part.type}</p>
          <JsonView value={part} path={path} source={source} openLevels={1} />
        </div>
      );
  }
}

function Reasoning({ part, path, source }: PartViewProps) {
  const [open, setOpen] = useState(false);
  const text = textOf(part.content);
  return (
    <div className={styles.reasoning}>
      <button type="button" className={styles.reasoningToggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Brain size={13} aria-hidden />
        Reasoning
        {!open && <span className={styles.preview}>{text.slice(0, 160) || "not disclosed by the provider"}</span>}
        <ChevronRight size={12} className={styles.chevron} aria-hidden />
      </button>
      {open && (
        <div className={styles.reasoningText}>
          {text ? (
            <LongText text={text} path={`${path}.content`} source={source} open />
          ) : (
            "The provider did not disclose it."
          )}
        </div>
      )}
    </div>
  );
}

const media: Record<string, LucideIcon> = { image: Image, audio: AudioLines, video: Video };

function Media({ part }: { part: Part }) {
  const modality = textOf(part.modality) || "file";
  const Icon = media[modality] ?? File;
  const size = typeof part.byte_size === "number" ? formatBytes(part.byte_size) : undefined;
  const where = textOf(part.uri) || textOf(part.file_id);
  return (
    <div className={styles.media}>
      <span className={styles.mediaIcon}>
        <Icon size={16} aria-hidden />
      </span>
      <span className={styles.mediaText}>
        <span>{[modality, textOf(part.mime_type), size].filter(Boolean).join(" · ")}</span>
        <span className={styles.mediaNote}>{where || "Only a reference was kept, not the content"}</span>
      </span>
    </div>
  );
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
