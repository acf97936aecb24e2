import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDuration } from "../format/duration.js";
import { formatMoment, type Zone } from "../format/time.js";
import { formatBytes } from "../format/tokens.js";
import { JsonView } from "../payload/json-view.js";
import type { TextSource } from "../payload/text-source.js";
import type { SpanDetail } from "../types.js";
import styles from "./facts-tab.module.css";
import { Section } from "./section.js";
import { TokenTable } from "./token-table.js";

export interface FactsTabProps {
  span: SpanDetail;
  source: TextSource;
  zone: Zone;
}

/** Everything about a span that is not its payload. */
export function FactsTab({ span, source, zone }: FactsTabProps) {
  return (
    <>
      {(span.usage || span.cost !== undefined) && (
        <Section title="Tokens and cost">
          <TokenTable usage={span.usage ?? {}} cost={span.cost} />
        </Section>
      )}
      <Section title="Span">
        <Rows rows={spanRows(span, zone)} />
      </Section>
      <Values title="Parameters" value={span.parameters} path="parameters" source={source} />
      <Values title="Metadata" value={span.metadata} path="metadata" source={source} />
      <Values title="Tools offered" value={span.toolDefinitions} path="toolDefinitions" source={source} />
      <Values title="Events" value={span.events} path="events" source={source} />
      <Links span={span} />
      <Values title="Usage as reported" value={span.usageRaw} path="usageRaw" source={source} />
      <Values title="Other attributes" value={span.attributes} path="attributes" source={source} />
      <Values title="Resource" value={span.resource} path="resource" source={source} />
    </>
  );
}

type Row = [label: string, value: ReactNode];

function spanRows(span: SpanDetail, zone: Zone): Row[] {
  const { timeToFirstToken, timeToFirstChunk, prompt, scope, truncatedBytes } = span;
  const rows: [string, ReactNode][] = [
    ["Started", formatMoment(span.startTime, zone)],
    ["Ended", span.endTime !== undefined && formatMoment(span.endTime, zone)],
    ["Time to first token", timeToFirstToken !== undefined && formatDuration(timeToFirstToken)],
    ["Time to first chunk", timeToFirstChunk !== undefined && formatDuration(timeToFirstChunk)],
    ["Provider", span.provider],
    ["Model asked for", span.model],
    ["Model that answered", span.responseModel],
    ["Operation", span.operation],
    ["Streamed", span.stream === undefined ? undefined : span.stream ? "yes" : "no"],
    ["Finish reason", span.finishReasons?.join(", ")],
    ["HTTP attempts", span.attempts],
    ["Outcome as stated", span.statusLabel],
    ["Level", span.level !== "DEFAULT" && span.level],
    ["Agent", span.agentName],
    ["Tool", span.toolName],
    ["Prompt", prompt && `${prompt.name}${prompt.version ? `, version ${prompt.version}` : ""}`],
    ["User", span.userId],
    [
      "Session",
      span.sessionId && (
        <Link to="/sessions/$sessionId" params={{ sessionId: span.sessionId }}>
          {span.sessionId}
        </Link>
      ),
    ],
    ["Tags", span.tags?.join(", ")],
    ["Left out by the application", truncatedBytes !== undefined && formatBytes(truncatedBytes)],
    ["Instrumentation", scope && [scope.name, scope.version].filter(Boolean).join(" ")],
    ["Span id", <code key="id">{span.spanId}</code>],
    ["Parent id", span.parentId && <code>{span.parentId}</code>],
    ["Trace id", <code key="trace">{span.traceId}</code>],
  ];
  return rows.filter(([, value]) => value !== undefined && value !== false && value !== "");
}

function Rows({ rows }: { rows: Row[] }) {
  return (
    <dl className={styles.rows}>
      {rows.map(([label, value]) => (
        <div key={label} className={styles.row}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ValuesProps {
  title: string;
  value: object | unknown;
  path: string;
  source: TextSource;
}

function Values({ title, value, path, source }: ValuesProps) {
  if (value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0))
    return null;
  return (
    <Section title={title}>
      <JsonView value={value} path={path} source={source} openLevels={1} />
    </Section>
  );
}

function Links({ span: { links } }: { span: SpanDetail }) {
  if (links.length === 0) return null;
  return (
    <Section title="Linked spans">
      {links.map(({ traceId, spanId }) => (
        <p key={`${traceId}${spanId}`}>
          <Link to="/traces/$traceId" params={{ traceId }} search={{ span: spanId }} className={styles.link}>
            <code>{traceId}</code>
          </Link>
        </p>
      ))}
    </Section>
  );
}
