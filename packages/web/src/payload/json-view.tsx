import { ChevronRight } from "lucide-react";
import { useState } from "react";
import styles from "./json-view.module.css";
import { LongText } from "./long-text.js";
import type { TextSource } from "./text-source.js";

const PAGE = 100;
const SHORT_STRING = 160;
/** More entries than this start folded, unless they are all that there is. */
const MANY = 30;

export interface JsonViewProps {
  value: unknown;
  path: string;
  source: TextSource;
  /** Levels that are open from the start. @default 2 */
  openLevels?: number;
}

/** A JSON value as a tree that opens on demand, so that its size does not matter. */
export function JsonView({ value, path, source, openLevels = 2 }: JsonViewProps) {
  return (
    <div className={styles.view}>
      <Node value={value} path={path} source={source} openLevels={openLevels} />
    </div>
  );
}

interface NodeProps extends Required<JsonViewProps> {
  name?: string;
}

function Node(props: NodeProps) {
  const { value, name } = props;
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0)
    return <Branch {...props} value={value} />;
  return (
    <div className={styles.leaf}>
      {name !== undefined && <Name name={name} />}
      <Leaf {...props} />
    </div>
  );
}

function Branch({ value, name, path, source, openLevels }: NodeProps & { value: object }) {
  const keys = Object.keys(value);
  const [open, setOpen] = useState(openLevels > 0 && (name === undefined || keys.length <= MANY));
  const [limit, setLimit] = useState(PAGE);
  const values = value as Record<string, unknown>;
  const brackets = Array.isArray(value) ? "[]" : "{}";
  return (
    <div>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronRight size={12} className={styles.chevron} aria-hidden />
        {name !== undefined && <Name name={name} />}
        <span className={styles.muted}>
          {brackets[0]}
          {open ? "" : `${preview(value)}${brackets[1]}`}
        </span>
        <span className={styles.count}>{keys.length}</span>
      </button>
      {open && (
        <div className={styles.children}>
          {keys.slice(0, limit).map((key) => (
            <Node
              key={key}
              name={key}
              value={values[key]}
              path={`${path}.${key}`}
              source={source}
              openLevels={openLevels - 1}
            />
          ))}
          {keys.length > limit && (
            <button type="button" className={styles.more} onClick={() => setLimit(limit + PAGE * 5)}>
              {keys.length - limit} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Leaf({ value, path, source }: NodeProps) {
  if (typeof value === "string") {
    const short = value.length <= SHORT_STRING && !value.includes("\n") && source.wholeLength(path) === undefined;
    return (
      <span className={styles.string}>
        {short ? JSON.stringify(value) : <LongText text={value} path={path} source={source} code />}
      </span>
    );
  }
  if (typeof value === "object" && value !== null)
    return <span className={styles.muted}>{Array.isArray(value) ? "[]" : "{}"}</span>;
  return <span className={value === null || value === undefined ? styles.muted : styles.literal}>{`${value}`}</span>;
}

function Name({ name }: { name: string }) {
  return <span className={styles.name}>{name}:</span>;
}

function preview(value: object): string {
  if (Array.isArray(value)) return "…";
  const keys = Object.keys(value);
  return ` ${keys.slice(0, 4).join(", ")}${keys.length > 4 ? ", …" : ""} `;
}
